-- What migrations and db/sql make, to be read. Made by `npm run db:structure`.

CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;

GRANT USAGE ON SCHEMA public TO medcal_app;
GRANT USAGE ON SCHEMA public TO medcal_backup;
GRANT USAGE ON SCHEMA public TO medcal_eraser;
GRANT USAGE ON SCHEMA public TO medcal_lookup;
GRANT USAGE ON SCHEMA public TO public;

CREATE TYPE actor_kind AS ENUM ('staff', 'patient', 'system');

CREATE TYPE appointment_status AS ENUM ('booked', 'confirmed', 'arrived', 'fulfilled', 'noshow', 'cancelled');

CREATE TYPE language AS ENUM ('en', 'de');

CREATE TYPE message_kind AS ENUM ('booked', 'confirm', 'moved', 'cancelled', 'offer', 'accepted', 'offer-closed', 'invitation');

CREATE TYPE message_state AS ENUM ('queued', 'sent', 'failed', 'skipped');

CREATE TYPE message_why AS ENUM ('server-silent', 'mailbox-defers', 'stopped-with-error', 'invitation-closed', 'invitation-expired', 'visit-gone', 'visit-moved', 'visit-begun', 'visit-confirmed', 'visit-arrived', 'visit-fulfilled', 'visit-noshow', 'visit-cancelled', 'visit-reinstated', 'offer-over', 'offer-never-sent', 'offer-too-late', 'patient-erased', 'address-refused', 'given-up', 'came-back');

CREATE TYPE offer_state AS ENUM ('pending', 'accepted', 'declined', 'expired', 'withdrawn');

CREATE TYPE opening_source AS ENUM ('cancellation', 'move', 'no-show', 'added-hours', 'shortened-absence', 'accepted', 'remainder', 'by-hand');

CREATE TYPE opening_state AS ENUM ('open', 'offering', 'filled', 'lapsed', 'withdrawn');

CREATE TYPE role AS ENUM ('admin', 'scheduler', 'practitioner');

CREATE TYPE slot_kind AS ENUM ('busy', 'busy-tentative', 'busy-unavailable');

CREATE TYPE sweep AS ENUM ('confirm-upcoming', 'reschedule-cancelled', 'erase-expired');

CREATE TYPE time_of_day AS ENUM ('morning', 'afternoon', 'evening');

CREATE TYPE token_purpose AS ENUM ('visit', 'offer', 'invitation');

CREATE TABLE absences (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  practitioner_id uuid NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT absences_pkey PRIMARY KEY (id),
  CONSTRAINT absences_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT absences_clinic_id_practitioner_id_practitioners_clinic_id_id_f FOREIGN KEY (clinic_id, practitioner_id) REFERENCES practitioners(clinic_id, id),
  CONSTRAINT absences_order CHECK ((starts_at < ends_at))
);
CREATE INDEX absences_of ON public.absences USING btree (clinic_id, practitioner_id, starts_at);
ALTER TABLE absences ENABLE ROW LEVEL SECURITY;
ALTER TABLE absences FORCE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON absences FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON absences TO medcal_app;
GRANT SELECT ON absences TO medcal_backup;

CREATE TABLE appointment_types (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  name text NOT NULL,
  duration_minutes smallint NOT NULL,
  buffer_before_minutes smallint DEFAULT 0 NOT NULL,
  buffer_after_minutes smallint DEFAULT 0 NOT NULL,
  price_cents integer DEFAULT 0 NOT NULL,
  active boolean DEFAULT true NOT NULL,
  "position" smallint DEFAULT 0 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  also_fits_type_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  CONSTRAINT appointment_types_pkey PRIMARY KEY (id),
  CONSTRAINT appointment_types_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT appointment_types_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT appointment_types_buffers CHECK ((((buffer_before_minutes >= 0) AND (buffer_before_minutes <= 240)) AND ((buffer_after_minutes >= 0) AND (buffer_after_minutes <= 240)))),
  CONSTRAINT appointment_types_duration CHECK (((duration_minutes >= 5) AND (duration_minutes <= 720))),
  CONSTRAINT appointment_types_price CHECK ((price_cents >= 0))
);
ALTER TABLE appointment_types ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointment_types FORCE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON appointment_types FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON appointment_types TO medcal_app;
GRANT SELECT ON appointment_types TO medcal_backup;

CREATE TABLE appointments (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  practitioner_id uuid NOT NULL,
  type_id uuid NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  status appointment_status DEFAULT 'booked'::appointment_status NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  first_starts_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  arrived_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancel_reason text DEFAULT ''::text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  changed_at timestamp with time zone DEFAULT now() NOT NULL,
  time_since_version integer DEFAULT 1 NOT NULL,
  confirmed_by actor_kind,
  confirmed_how text,
  cancelled_by actor_kind,
  cancelled_for text,
  before_move jsonb,
  CONSTRAINT appointments_pkey PRIMARY KEY (id),
  CONSTRAINT appointments_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT appointments_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT appointments_clinic_id_patient_id_patients_clinic_id_id_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients(clinic_id, id),
  CONSTRAINT appointments_clinic_id_practitioner_id_practitioners_clinic_id_ FOREIGN KEY (clinic_id, practitioner_id) REFERENCES practitioners(clinic_id, id),
  CONSTRAINT appointments_clinic_id_type_id_appointment_types_clinic_id_id_f FOREIGN KEY (clinic_id, type_id) REFERENCES appointment_types(clinic_id, id),
  CONSTRAINT appointments_cancelled CHECK ((((status = 'cancelled'::appointment_status) = (cancelled_at IS NOT NULL)) AND ((cancelled_at IS NULL) = (cancelled_by IS NULL)) AND ((cancelled_at IS NULL) = (cancelled_for IS NULL)) AND (cancelled_for = ANY (ARRAY['patient'::text, 'clinic'::text])))),
  CONSTRAINT appointments_confirmed CHECK ((((confirmed_at IS NULL) = (confirmed_by IS NULL)) AND ((confirmed_at IS NULL) = (confirmed_how IS NULL)) AND (confirmed_how = ANY (ARRAY['link'::text, 'offer'::text, 'move'::text, 'desk'::text])))),
  CONSTRAINT appointments_order CHECK ((starts_at < ends_at)),
  CONSTRAINT appointments_time_since CHECK (((time_since_version >= 1) AND (time_since_version <= version)))
);
CREATE INDEX appointments_by_practitioner ON public.appointments USING btree (clinic_id, practitioner_id, starts_at);
CREATE INDEX appointments_by_time ON public.appointments USING btree (clinic_id, starts_at);
CREATE INDEX appointments_of_patient ON public.appointments USING btree (clinic_id, patient_id, starts_at);
CREATE INDEX appointments_to_confirm ON public.appointments USING btree (clinic_id, starts_at) WHERE (status = 'booked'::appointment_status);
ALTER TABLE appointments ALTER COLUMN note SET STATISTICS 0;
ALTER TABLE appointments ALTER COLUMN cancel_reason SET STATISTICS 0;
ALTER TABLE appointments ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;
CREATE POLICY erase_read ON appointments FOR SELECT TO medcal_eraser USING ((clinic_id = current_clinic()));
CREATE POLICY lookup ON appointments FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON appointments FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
CREATE TRIGGER appointments_erased BEFORE INSERT OR UPDATE ON appointments FOR EACH ROW EXECUTE FUNCTION refuse_erased();
GRANT DELETE, INSERT, SELECT, UPDATE ON appointments TO medcal_app;
GRANT SELECT ON appointments TO medcal_backup;
GRANT SELECT (id, clinic_id, patient_id) ON appointments TO medcal_eraser;
GRANT SELECT ON appointments TO medcal_lookup;

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  clinic_id uuid NOT NULL,
  at timestamp with time zone DEFAULT now() NOT NULL,
  actor_kind actor_kind NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  action text NOT NULL,
  appointment_id uuid,
  opening_id uuid,
  details jsonb DEFAULT '{}'::jsonb NOT NULL,
  patient_id uuid GENERATED ALWAYS AS (((details ->> 'patientId'::text))::uuid) STORED,
  CONSTRAINT audit_pkey PRIMARY KEY (id),
  CONSTRAINT audit_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id)
);
CREATE INDEX audit_by_patient ON public.audit USING btree (clinic_id, actor_id) WHERE (actor_kind = 'patient'::actor_kind);
CREATE INDEX audit_latest ON public.audit USING btree (clinic_id, id DESC) WHERE (action <> 'patient.viewed'::text);
CREATE INDEX audit_of_appointment ON public.audit USING btree (clinic_id, appointment_id, id);
CREATE INDEX audit_of_opening ON public.audit USING btree (clinic_id, opening_id, id);
CREATE INDEX audit_of_patient ON public.audit USING btree (clinic_id, patient_id, id) WHERE (patient_id IS NOT NULL);
CREATE INDEX audit_views ON public.audit USING btree (clinic_id, id DESC) WHERE (action = 'patient.viewed'::text);
ALTER TABLE audit ALTER COLUMN actor_name SET STATISTICS 0;
ALTER TABLE audit ALTER COLUMN details SET STATISTICS 0;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY erase ON audit FOR UPDATE TO medcal_eraser USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
CREATE POLICY erase_read ON audit FOR SELECT TO medcal_eraser USING ((clinic_id = current_clinic()));
CREATE POLICY own_clinic ON audit FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
GRANT INSERT, SELECT ON audit TO medcal_app;
GRANT SELECT ON audit TO medcal_backup;
GRANT SELECT, UPDATE (actor_name, details) ON audit TO medcal_eraser;

CREATE TABLE changes (
  clinic_id uuid NOT NULL,
  id uuid NOT NULL,
  answer bytea NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT changes_clinic_id_id_pk PRIMARY KEY (clinic_id, id),
  CONSTRAINT changes_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id)
);
CREATE INDEX changes_by_age ON public.changes USING btree (created_at);
ALTER TABLE changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE changes FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON changes FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON changes FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
CREATE POLICY prune ON changes FOR DELETE TO medcal_lookup USING ((created_at < (now() - '1 day'::interval)));
GRANT INSERT, SELECT ON changes TO medcal_app;
GRANT SELECT ON changes TO medcal_backup;
GRANT DELETE, SELECT ON changes TO medcal_lookup;

CREATE TABLE clinics (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  name text NOT NULL,
  time_zone text NOT NULL,
  address text DEFAULT ''::text NOT NULL,
  phone text DEFAULT ''::text NOT NULL,
  language language DEFAULT 'en'::language NOT NULL,
  currency text DEFAULT 'EUR'::text NOT NULL,
  grid_minutes smallint DEFAULT 15 NOT NULL,
  type_in_mails boolean DEFAULT false NOT NULL,
  confirm_on boolean DEFAULT true NOT NULL,
  confirm_at time(0) without time zone DEFAULT '09:00:00'::time without time zone NOT NULL,
  confirm_days_ahead smallint DEFAULT 2 NOT NULL,
  reschedule_on boolean DEFAULT true NOT NULL,
  reschedule_at time(0) without time zone DEFAULT '07:00:00'::time without time zone NOT NULL,
  reschedule_days_ahead smallint DEFAULT 14 NOT NULL,
  offers_on boolean DEFAULT true NOT NULL,
  hold_minutes integer DEFAULT 120 NOT NULL,
  chain_depth smallint DEFAULT 5 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  quiet_from time(0) without time zone,
  quiet_until time(0) without time zone,
  ask_at_least smallint DEFAULT 3 NOT NULL,
  shortest_hold_minutes smallint DEFAULT 15 NOT NULL,
  batch_size smallint DEFAULT 5 NOT NULL,
  batch_within_hours smallint DEFAULT 48 NOT NULL,
  min_gain_days smallint DEFAULT 0 NOT NULL,
  cap_offers smallint,
  cap_days smallint DEFAULT 7 NOT NULL,
  weight_waiting smallint DEFAULT 0 NOT NULL,
  weight_contact smallint DEFAULT 1 NOT NULL,
  weight_gain smallint DEFAULT 0 NOT NULL,
  opening_sources opening_source[] DEFAULT '{cancellation,move,no-show}'::opening_source[] NOT NULL,
  self_move_hours smallint DEFAULT 24,
  mail_fails_since timestamp with time zone,
  mail_tried_at timestamp with time zone,
  self_moves_a_day smallint DEFAULT 3 NOT NULL,
  wish_changes_a_day smallint DEFAULT 10 NOT NULL,
  keep_years smallint,
  imprint text DEFAULT ''::text NOT NULL,
  privacy text DEFAULT ''::text NOT NULL,
  CONSTRAINT clinics_pkey PRIMARY KEY (id),
  CONSTRAINT clinics_asking CHECK ((((ask_at_least >= 1) AND (ask_at_least <= 20)) AND ((shortest_hold_minutes >= 1) AND (shortest_hold_minutes <= 1440)) AND ((batch_size >= 1) AND (batch_size <= 5)) AND ((batch_within_hours >= 0) AND (batch_within_hours <= 720)))),
  CONSTRAINT clinics_chain CHECK (((chain_depth >= 0) AND (chain_depth <= 20))),
  CONSTRAINT clinics_contact CHECK ((((min_gain_days >= 0) AND (min_gain_days <= 365)) AND ((cap_offers >= 1) AND (cap_offers <= 100)) AND ((cap_days >= 1) AND (cap_days <= 365)))),
  CONSTRAINT clinics_days CHECK ((((confirm_days_ahead >= 0) AND (confirm_days_ahead <= 60)) AND ((reschedule_days_ahead >= 0) AND (reschedule_days_ahead <= 365)))),
  CONSTRAINT clinics_grid CHECK ((grid_minutes = ANY (ARRAY[5, 10, 15, 20, 30, 60]))),
  CONSTRAINT clinics_hold CHECK (((hold_minutes >= 1) AND (hold_minutes <= 10080))),
  CONSTRAINT clinics_keep CHECK (((keep_years >= 1) AND (keep_years <= 100))),
  CONSTRAINT clinics_patient_limits CHECK ((((self_moves_a_day >= 1) AND (self_moves_a_day <= 100)) AND ((wish_changes_a_day >= 1) AND (wish_changes_a_day <= 100)))),
  CONSTRAINT clinics_quiet CHECK ((((quiet_from IS NULL) = (quiet_until IS NULL)) AND ((quiet_from IS NULL) OR (quiet_from <> quiet_until)))),
  CONSTRAINT clinics_self_move CHECK (((self_move_hours >= 0) AND (self_move_hours <= 8760))),
  CONSTRAINT clinics_weights CHECK ((((weight_waiting >= 0) AND (weight_waiting <= 10)) AND ((weight_contact >= 0) AND (weight_contact <= 10)) AND ((weight_gain >= 0) AND (weight_gain <= 10))))
);
ALTER TABLE clinics ENABLE ROW LEVEL SECURITY;
ALTER TABLE clinics FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON clinics FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON clinics FOR ALL TO medcal_app USING ((id = current_clinic())) WITH CHECK ((id = current_clinic()));
GRANT INSERT, SELECT, UPDATE ON clinics TO medcal_app;
GRANT SELECT ON clinics TO medcal_backup;
GRANT SELECT ON clinics TO medcal_lookup;

CREATE TABLE different_patients (
  clinic_id uuid NOT NULL,
  one_id uuid NOT NULL,
  other_id uuid NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT different_patients_one_id_other_id_pk PRIMARY KEY (one_id, other_id),
  CONSTRAINT different_patients_clinic_id_one_id_patients_clinic_id_id_fk FOREIGN KEY (clinic_id, one_id) REFERENCES patients(clinic_id, id),
  CONSTRAINT different_patients_clinic_id_other_id_patients_clinic_id_id_fk FOREIGN KEY (clinic_id, other_id) REFERENCES patients(clinic_id, id),
  CONSTRAINT different_patients_order CHECK ((one_id < other_id))
);
ALTER TABLE different_patients ENABLE ROW LEVEL SECURITY;
ALTER TABLE different_patients FORCE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON different_patients FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON different_patients TO medcal_app;
GRANT SELECT ON different_patients TO medcal_backup;

CREATE TABLE heartbeat (
  "only" boolean DEFAULT true NOT NULL,
  ticked_at timestamp with time zone,
  app_url text,
  registered text,
  CONSTRAINT heartbeat_pkey PRIMARY KEY ("only"),
  CONSTRAINT heartbeat_only CHECK ("only")
);
ALTER TABLE heartbeat ENABLE ROW LEVEL SECURITY;
ALTER TABLE heartbeat FORCE ROW LEVEL SECURITY;
CREATE POLICY no_clinic ON heartbeat FOR ALL TO medcal_app USING (true) WITH CHECK (true);
GRANT INSERT, SELECT, UPDATE ON heartbeat TO medcal_app;
GRANT SELECT ON heartbeat TO medcal_backup;

CREATE TABLE invitations (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  email text NOT NULL,
  role role NOT NULL,
  invited_by uuid NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT invitations_pkey PRIMARY KEY (id),
  CONSTRAINT invitations_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT invitations_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT invitations_clinic_id_invited_by_staff_clinic_id_id_fk FOREIGN KEY (clinic_id, invited_by) REFERENCES staff(clinic_id, id)
);
CREATE UNIQUE INDEX invitations_open ON public.invitations USING btree (clinic_id, lower(email)) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON invitations FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON invitations TO medcal_app;
GRANT SELECT ON invitations TO medcal_backup;

CREATE TABLE messages (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  kind message_kind NOT NULL,
  appointment_id uuid,
  appointment_version integer,
  stage text DEFAULT ''::text NOT NULL,
  offer_id uuid,
  invitation_id uuid,
  facts jsonb DEFAULT '{}'::jsonb NOT NULL,
  state message_state DEFAULT 'queued'::message_state NOT NULL,
  attempts smallint DEFAULT 0 NOT NULL,
  sent_to text,
  sent_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  due_at timestamp with time zone DEFAULT now() NOT NULL,
  tried_since timestamp with time zone,
  why message_why,
  server_said text,
  CONSTRAINT messages_pkey PRIMARY KEY (id),
  CONSTRAINT messages_clinic_id_appointment_id_appointments_clinic_id_id_fk FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointments(clinic_id, id),
  CONSTRAINT messages_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT messages_clinic_id_invitation_id_invitations_clinic_id_id_fk FOREIGN KEY (clinic_id, invitation_id) REFERENCES invitations(clinic_id, id),
  CONSTRAINT messages_clinic_id_offer_id_offers_clinic_id_id_fk FOREIGN KEY (clinic_id, offer_id) REFERENCES offers(clinic_id, id)
);
CREATE INDEX messages_of_appointment ON public.messages USING btree (clinic_id, appointment_id);
CREATE INDEX messages_of_invitation ON public.messages USING btree (invitation_id) WHERE (invitation_id IS NOT NULL);
CREATE INDEX messages_of_offer ON public.messages USING btree (offer_id) WHERE (offer_id IS NOT NULL);
CREATE UNIQUE INDEX messages_once ON public.messages USING btree (appointment_id, appointment_version, kind, stage) WHERE (appointment_id IS NOT NULL);
CREATE INDEX messages_queued ON public.messages USING btree (due_at) WHERE (state = 'queued'::message_state);
CREATE INDEX messages_sent ON public.messages USING btree (sent_at) WHERE (sent_at IS NOT NULL);
ALTER TABLE messages ALTER COLUMN sent_to SET STATISTICS 0;
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON messages FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON messages FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON messages TO medcal_app;
GRANT SELECT ON messages TO medcal_backup;
GRANT SELECT ON messages TO medcal_lookup;

CREATE TABLE offers (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  opening_id uuid NOT NULL,
  appointment_id uuid NOT NULL,
  appointment_version integer NOT NULL,
  state offer_state DEFAULT 'pending'::offer_state NOT NULL,
  turn smallint NOT NULL,
  why jsonb NOT NULL,
  from_starts_at timestamp with time zone NOT NULL,
  offered_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  closed_why text,
  seat smallint DEFAULT 1 NOT NULL,
  asked_at_once smallint DEFAULT 1 NOT NULL,
  patient_id uuid NOT NULL,
  reached boolean DEFAULT true NOT NULL,
  last_offered_before timestamp with time zone,
  entry_id uuid NOT NULL,
  CONSTRAINT offers_pkey PRIMARY KEY (id),
  CONSTRAINT offers_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT offers_clinic_id_appointment_id_appointments_clinic_id_id_fk FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointments(clinic_id, id),
  CONSTRAINT offers_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT offers_clinic_id_entry_id_waitlist_entries_clinic_id_id_fk FOREIGN KEY (clinic_id, entry_id) REFERENCES waitlist_entries(clinic_id, id),
  CONSTRAINT offers_clinic_id_opening_id_openings_clinic_id_id_fk FOREIGN KEY (clinic_id, opening_id) REFERENCES openings(clinic_id, id),
  CONSTRAINT offers_clinic_id_patient_id_patients_clinic_id_id_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients(clinic_id, id),
  CONSTRAINT offers_at_once CHECK (((asked_at_once >= 1) AND (asked_at_once <= 5))),
  CONSTRAINT offers_closed CHECK (((state = 'pending'::offer_state) = (closed_at IS NULL))),
  CONSTRAINT offers_order CHECK ((offered_at < expires_at)),
  CONSTRAINT offers_reached CHECK ((reached OR (state = 'withdrawn'::offer_state))),
  CONSTRAINT offers_seat CHECK (((seat >= 1) AND (seat <= 5)))
);
CREATE INDEX offers_due ON public.offers USING btree (expires_at) WHERE (state = 'pending'::offer_state);
CREATE INDEX offers_of_appointment ON public.offers USING btree (clinic_id, appointment_id);
CREATE INDEX offers_of_patient ON public.offers USING btree (clinic_id, patient_id, offered_at);
CREATE UNIQUE INDEX offers_once ON public.offers USING btree (opening_id, appointment_id) WHERE (closed_why IS DISTINCT FROM 'undeliverable'::text);
CREATE UNIQUE INDEX offers_one_accepted ON public.offers USING btree (opening_id) WHERE (state = 'accepted'::offer_state);
CREATE UNIQUE INDEX offers_one_pending_per_patient ON public.offers USING btree (patient_id) WHERE (state = 'pending'::offer_state);
CREATE UNIQUE INDEX offers_one_pending_per_seat ON public.offers USING btree (opening_id, seat) WHERE (state = 'pending'::offer_state);
ALTER TABLE offers ENABLE ROW LEVEL SECURITY;
ALTER TABLE offers FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON offers FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON offers FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON offers TO medcal_app;
GRANT SELECT ON offers TO medcal_backup;
GRANT SELECT ON offers TO medcal_lookup;

CREATE TABLE openings (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  practitioner_id uuid NOT NULL,
  type_id uuid NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  state opening_state DEFAULT 'open'::opening_state NOT NULL,
  left_by uuid,
  chain_id uuid NOT NULL,
  depth smallint DEFAULT 0 NOT NULL,
  exhausted_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_why text,
  filled_by uuid,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  source opening_source NOT NULL,
  resumes_at timestamp with time zone,
  due_at timestamp with time zone DEFAULT now() NOT NULL,
  made_of uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  left_by_version integer,
  parent_id uuid,
  CONSTRAINT openings_pkey PRIMARY KEY (id),
  CONSTRAINT openings_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT openings_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT openings_clinic_id_filled_by_appointments_clinic_id_id_fk FOREIGN KEY (clinic_id, filled_by) REFERENCES appointments(clinic_id, id),
  CONSTRAINT openings_clinic_id_left_by_appointments_clinic_id_id_fk FOREIGN KEY (clinic_id, left_by) REFERENCES appointments(clinic_id, id),
  CONSTRAINT openings_clinic_id_parent_id_openings_clinic_id_id_fk FOREIGN KEY (clinic_id, parent_id) REFERENCES openings(clinic_id, id),
  CONSTRAINT openings_clinic_id_practitioner_id_practitioners_clinic_id_id_f FOREIGN KEY (clinic_id, practitioner_id) REFERENCES practitioners(clinic_id, id),
  CONSTRAINT openings_clinic_id_type_id_appointment_types_clinic_id_id_fk FOREIGN KEY (clinic_id, type_id) REFERENCES appointment_types(clinic_id, id),
  CONSTRAINT openings_closed CHECK (((state = ANY (ARRAY['open'::opening_state, 'offering'::opening_state])) = (closed_at IS NULL))),
  CONSTRAINT openings_left CHECK (((left_by IS NULL) = (left_by_version IS NULL))),
  CONSTRAINT openings_order CHECK ((starts_at < ends_at)),
  CONSTRAINT openings_parent CHECK (((depth = 0) = (parent_id IS NULL)))
);
CREATE INDEX openings_active ON public.openings USING btree (clinic_id, starts_at) WHERE (state = ANY (ARRAY['open'::opening_state, 'offering'::opening_state]));
CREATE INDEX openings_by_chain ON public.openings USING btree (clinic_id, chain_id);
CREATE INDEX openings_by_creation ON public.openings USING btree (clinic_id, created_at);
CREATE INDEX openings_filled_by ON public.openings USING btree (filled_by) WHERE (filled_by IS NOT NULL);
CREATE INDEX openings_left_by ON public.openings USING btree (left_by) WHERE (left_by IS NOT NULL);
CREATE INDEX openings_recent ON public.openings USING btree (clinic_id, closed_at DESC NULLS LAST);
ALTER TABLE openings ENABLE ROW LEVEL SECURITY;
ALTER TABLE openings FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON openings FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON openings FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON openings TO medcal_app;
GRANT SELECT ON openings TO medcal_backup;
GRANT SELECT ON openings TO medcal_lookup;

CREATE TABLE outbox (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  name text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  sent_at timestamp with time zone,
  CONSTRAINT outbox_pkey PRIMARY KEY (id),
  CONSTRAINT outbox_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id)
);
CREATE INDEX outbox_sent ON public.outbox USING btree (sent_at) WHERE (sent_at IS NOT NULL);
CREATE INDEX outbox_unsent ON public.outbox USING btree (created_at) WHERE (sent_at IS NULL);
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON outbox FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON outbox FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
CREATE POLICY prune ON outbox FOR DELETE TO medcal_lookup USING ((sent_at < (now() - '30 days'::interval)));
GRANT DELETE, INSERT, SELECT, UPDATE ON outbox TO medcal_app;
GRANT SELECT ON outbox TO medcal_backup;
GRANT DELETE, SELECT ON outbox TO medcal_lookup;

CREATE TABLE patients (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  given_name text NOT NULL,
  family_name text NOT NULL,
  email text NOT NULL,
  phone text DEFAULT ''::text NOT NULL,
  birth_date date,
  language language DEFAULT 'en'::language NOT NULL,
  bounced_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  bounced_why text,
  links_epoch integer DEFAULT 0 NOT NULL,
  erased_at timestamp with time zone,
  age_from_year smallint,
  offers_agreed_at timestamp with time zone,
  offers_agreed_by text,
  offers_stopped_at timestamp with time zone,
  offers_stopped_by text,
  name_key text DEFAULT ''::text NOT NULL,
  merged_into uuid,
  CONSTRAINT patients_pkey PRIMARY KEY (id),
  CONSTRAINT patients_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT patients_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT patients_clinic_id_merged_into_patients_clinic_id_id_fk FOREIGN KEY (clinic_id, merged_into) REFERENCES patients(clinic_id, id),
  CONSTRAINT patients_erased CHECK (((erased_at IS NULL) OR ((given_name = ''::text) AND (family_name = ''::text) AND (email = ''::text) AND (phone = ''::text) AND (birth_date IS NULL)))),
  CONSTRAINT patients_merged CHECK ((merged_into <> id)),
  CONSTRAINT patients_offers_agreed CHECK ((((offers_agreed_at IS NULL) = (offers_agreed_by IS NULL)) AND (offers_agreed_by = ANY (ARRAY['patient'::text, 'staff'::text])))),
  CONSTRAINT patients_offers_stopped CHECK ((((offers_stopped_at IS NULL) = (offers_stopped_by IS NULL)) AND (offers_stopped_by = ANY (ARRAY['patient'::text, 'staff'::text]))))
);
CREATE INDEX patients_alike ON public.patients USING btree (clinic_id, name_key, birth_date, id) WHERE (merged_into IS NULL);
CREATE INDEX patients_by_name ON public.patients USING btree (clinic_id, family_name, given_name);
CREATE INDEX patients_merged_into ON public.patients USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX patients_search ON public.patients USING gin (lower(((((((given_name || ' '::text) || family_name) || ' '::text) || email) || ' '::text) || phone)) gin_trgm_ops);
ALTER TABLE patients ALTER COLUMN given_name SET STATISTICS 0;
ALTER TABLE patients ALTER COLUMN family_name SET STATISTICS 0;
ALTER TABLE patients ALTER COLUMN email SET STATISTICS 0;
ALTER TABLE patients ALTER COLUMN phone SET STATISTICS 0;
ALTER TABLE patients ALTER COLUMN birth_date SET STATISTICS 0;
ALTER TABLE patients ALTER COLUMN name_key SET STATISTICS 0;
ALTER INDEX patients_search ALTER COLUMN 1 SET STATISTICS 0;
ALTER TABLE patients ENABLE ROW LEVEL SECURITY;
ALTER TABLE patients FORCE ROW LEVEL SECURITY;
CREATE POLICY erase_read ON patients FOR SELECT TO medcal_eraser USING ((clinic_id = current_clinic()));
CREATE POLICY lookup ON patients FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON patients FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
CREATE TRIGGER patients_erased BEFORE UPDATE ON patients FOR EACH ROW WHEN (old.erased_at IS NOT NULL) EXECUTE FUNCTION refuse_erased();
CREATE TRIGGER patients_name_key BEFORE INSERT OR UPDATE OF given_name, family_name, name_key ON patients FOR EACH ROW EXECUTE FUNCTION keep_name_key();
GRANT DELETE, INSERT, SELECT, UPDATE ON patients TO medcal_app;
GRANT SELECT ON patients TO medcal_backup;
GRANT SELECT (id, clinic_id, erased_at) ON patients TO medcal_eraser;
GRANT SELECT ON patients TO medcal_lookup;

CREATE TABLE practitioners (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  name text NOT NULL,
  active boolean DEFAULT true NOT NULL,
  "position" smallint DEFAULT 0 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT practitioners_pkey PRIMARY KEY (id),
  CONSTRAINT practitioners_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT practitioners_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id)
);
ALTER TABLE practitioners ENABLE ROW LEVEL SECURITY;
ALTER TABLE practitioners FORCE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON practitioners FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON practitioners TO medcal_app;
GRANT SELECT ON practitioners TO medcal_backup;

CREATE TABLE rate_limits (
  key text NOT NULL,
  points integer NOT NULL,
  expire bigint,
  clinic_id uuid DEFAULT current_clinic(),
  CONSTRAINT rate_limits_pkey PRIMARY KEY (key),
  CONSTRAINT rate_limits_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id)
);
CREATE INDEX rate_limits_expire ON public.rate_limits USING btree (expire);
ALTER TABLE rate_limits ENABLE ROW LEVEL SECURITY;
ALTER TABLE rate_limits FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON rate_limits FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON rate_limits FOR ALL TO medcal_app USING ((NOT (clinic_id IS DISTINCT FROM current_clinic()))) WITH CHECK ((NOT (clinic_id IS DISTINCT FROM current_clinic())));
CREATE POLICY prune ON rate_limits FOR DELETE TO medcal_lookup USING (((expire)::numeric < ((EXTRACT(epoch FROM now()) - (3600)::numeric) * (1000)::numeric)));
GRANT INSERT, SELECT, UPDATE ON rate_limits TO medcal_app;
GRANT SELECT ON rate_limits TO medcal_backup;
GRANT DELETE, SELECT ON rate_limits TO medcal_lookup;

CREATE TABLE saved_views (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  staff_id uuid NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT saved_views_pkey PRIMARY KEY (id),
  CONSTRAINT saved_views_name UNIQUE (clinic_id, staff_id, name),
  CONSTRAINT saved_views_clinic_id_staff_id_staff_clinic_id_id_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff(clinic_id, id)
);
ALTER TABLE saved_views ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE saved_views ALTER COLUMN query SET STATISTICS 0;
ALTER TABLE saved_views ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_views FORCE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON saved_views FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON saved_views TO medcal_app;
GRANT SELECT ON saved_views TO medcal_backup;

CREATE TABLE slots (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  practitioner_id uuid NOT NULL,
  during tstzrange NOT NULL,
  kind slot_kind NOT NULL,
  appointment_id uuid,
  opening_id uuid,
  absence_id uuid,
  CONSTRAINT slots_pkey PRIMARY KEY (id),
  CONSTRAINT slots_no_overlap EXCLUDE USING gist (practitioner_id WITH =, during WITH &&),
  CONSTRAINT slots_clinic_id_absence_id_absences_clinic_id_id_fk FOREIGN KEY (clinic_id, absence_id) REFERENCES absences(clinic_id, id),
  CONSTRAINT slots_clinic_id_appointment_id_appointments_clinic_id_id_fk FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointments(clinic_id, id),
  CONSTRAINT slots_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT slots_clinic_id_opening_id_openings_clinic_id_id_fk FOREIGN KEY (clinic_id, opening_id) REFERENCES openings(clinic_id, id),
  CONSTRAINT slots_clinic_id_practitioner_id_practitioners_clinic_id_id_fk FOREIGN KEY (clinic_id, practitioner_id) REFERENCES practitioners(clinic_id, id),
  CONSTRAINT slots_not_empty CHECK (((upper(during) > lower(during)) IS TRUE)),
  CONSTRAINT slots_owner CHECK ((((kind = 'busy'::slot_kind) = (appointment_id IS NOT NULL)) AND ((kind = 'busy-tentative'::slot_kind) = (opening_id IS NOT NULL)) AND ((kind = 'busy-unavailable'::slot_kind) = (absence_id IS NOT NULL))))
);
CREATE INDEX slots_of_absence ON public.slots USING btree (absence_id) WHERE (absence_id IS NOT NULL);
CREATE UNIQUE INDEX slots_of_appointment ON public.slots USING btree (appointment_id) WHERE (appointment_id IS NOT NULL);
CREATE UNIQUE INDEX slots_of_opening ON public.slots USING btree (opening_id) WHERE (opening_id IS NOT NULL);
ALTER TABLE slots ENABLE ROW LEVEL SECURITY;
ALTER TABLE slots FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON slots FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON slots FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON slots TO medcal_app;
GRANT SELECT ON slots TO medcal_backup;
GRANT SELECT ON slots TO medcal_lookup;

CREATE TABLE staff (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  auth_subject text NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  role role NOT NULL,
  active boolean DEFAULT true NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  sessions_valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  authenticated_at timestamp with time zone,
  authenticates_after timestamp with time zone,
  CONSTRAINT staff_pkey PRIMARY KEY (id),
  CONSTRAINT staff_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT staff_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id)
);
CREATE UNIQUE INDEX staff_email ON public.staff USING btree (clinic_id, lower(email));
CREATE UNIQUE INDEX staff_one_clinic ON public.staff USING btree (auth_subject);
ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON staff FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON staff FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON staff TO medcal_app;
GRANT SELECT ON staff TO medcal_backup;
GRANT SELECT ON staff TO medcal_lookup;

CREATE TABLE sweep_runs (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  sweep sweep NOT NULL,
  day date NOT NULL,
  by_hand boolean DEFAULT false NOT NULL,
  started_at timestamp with time zone DEFAULT now() NOT NULL,
  finished_at timestamp with time zone,
  count integer,
  failed boolean DEFAULT false NOT NULL,
  CONSTRAINT sweep_runs_pkey PRIMARY KEY (id),
  CONSTRAINT sweep_runs_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id)
);
CREATE INDEX sweep_runs_latest ON public.sweep_runs USING btree (clinic_id, sweep, started_at DESC NULLS LAST);
CREATE UNIQUE INDEX sweep_runs_once_a_day ON public.sweep_runs USING btree (clinic_id, sweep, day) WHERE ((NOT by_hand) AND (NOT failed));
CREATE INDEX sweep_runs_owed ON public.sweep_runs USING btree (started_at) WHERE (by_hand AND (finished_at IS NULL));
ALTER TABLE sweep_runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE sweep_runs FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON sweep_runs FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON sweep_runs FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON sweep_runs TO medcal_app;
GRANT SELECT ON sweep_runs TO medcal_backup;
GRANT SELECT ON sweep_runs TO medcal_lookup;

CREATE TABLE tokens (
  hash bytea NOT NULL,
  clinic_id uuid NOT NULL,
  purpose token_purpose NOT NULL,
  appointment_id uuid,
  appointment_version integer,
  offer_id uuid,
  invitation_id uuid,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT tokens_pkey PRIMARY KEY (hash),
  CONSTRAINT tokens_clinic_id_appointment_id_appointments_clinic_id_id_fk FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointments(clinic_id, id),
  CONSTRAINT tokens_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT tokens_clinic_id_invitation_id_invitations_clinic_id_id_fk FOREIGN KEY (clinic_id, invitation_id) REFERENCES invitations(clinic_id, id),
  CONSTRAINT tokens_clinic_id_offer_id_offers_clinic_id_id_fk FOREIGN KEY (clinic_id, offer_id) REFERENCES offers(clinic_id, id)
);
CREATE INDEX tokens_of_appointment ON public.tokens USING btree (appointment_id) WHERE (appointment_id IS NOT NULL);
CREATE INDEX tokens_of_offer ON public.tokens USING btree (offer_id) WHERE (offer_id IS NOT NULL);
ALTER TABLE tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON tokens FOR SELECT TO medcal_lookup USING (true);
CREATE POLICY own_clinic ON tokens FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON tokens TO medcal_app;
GRANT SELECT ON tokens TO medcal_backup;
GRANT SELECT ON tokens TO medcal_lookup;

CREATE TABLE waitlist_entries (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  type_id uuid NOT NULL,
  appointment_id uuid,
  since timestamp with time zone NOT NULL,
  until timestamp with time zone,
  ended_why text,
  earlier_than timestamp with time zone,
  priority smallint DEFAULT 0 NOT NULL,
  wish_practitioner_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  wish_weekdays smallint[] DEFAULT '{}'::smallint[] NOT NULL,
  wish_times time_of_day[] DEFAULT '{}'::time_of_day[] NOT NULL,
  wish_notice_minutes integer DEFAULT 120 NOT NULL,
  wish_not_before date,
  wish_min_gain_days smallint,
  last_offered_at timestamp with time zone,
  rank_key double precision,
  CONSTRAINT waitlist_entries_pkey PRIMARY KEY (id),
  CONSTRAINT waitlist_entries_in_clinic UNIQUE (clinic_id, id),
  CONSTRAINT waitlist_entries_clinic_id_appointment_id_appointments_clinic_i FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointments(clinic_id, id),
  CONSTRAINT waitlist_entries_clinic_id_clinics_id_fk FOREIGN KEY (clinic_id) REFERENCES clinics(id),
  CONSTRAINT waitlist_entries_clinic_id_patient_id_patients_clinic_id_id_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients(clinic_id, id),
  CONSTRAINT waitlist_entries_clinic_id_type_id_appointment_types_clinic_id_ FOREIGN KEY (clinic_id, type_id) REFERENCES appointment_types(clinic_id, id),
  CONSTRAINT waitlist_entries_earlier CHECK (((appointment_id IS NULL) = (earlier_than IS NULL))),
  CONSTRAINT waitlist_entries_ended CHECK (((until IS NULL) = (ended_why IS NULL))),
  CONSTRAINT waitlist_entries_gain CHECK (((wish_min_gain_days >= 0) AND (wish_min_gain_days <= 365))),
  CONSTRAINT waitlist_entries_notice CHECK (((wish_notice_minutes >= 0) AND (wish_notice_minutes <= 43200))),
  CONSTRAINT waitlist_entries_order CHECK ((since <= until))
);
CREATE INDEX waitlist_entries_of_appointment ON public.waitlist_entries USING btree (clinic_id, appointment_id, since);
CREATE INDEX waitlist_entries_of_patient ON public.waitlist_entries USING btree (clinic_id, patient_id);
CREATE UNIQUE INDEX waitlist_entries_one_waiting ON public.waitlist_entries USING btree (appointment_id) WHERE (until IS NULL);
CREATE INDEX waitlist_entries_rank ON public.waitlist_entries USING btree (clinic_id, type_id, priority DESC, rank_key DESC, earlier_than DESC, id) INCLUDE (appointment_id, patient_id, wish_practitioner_ids, wish_weekdays, wish_times, wish_notice_minutes, wish_not_before, wish_min_gain_days) WHERE (until IS NULL);
ALTER TABLE waitlist_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE waitlist_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON waitlist_entries FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
CREATE TRIGGER waitlist_entries_erased BEFORE INSERT OR UPDATE ON waitlist_entries FOR EACH ROW EXECUTE FUNCTION refuse_erased();
CREATE TRIGGER waitlist_entries_rank_key BEFORE INSERT OR UPDATE OF since, until, last_offered_at, earlier_than ON waitlist_entries FOR EACH ROW WHEN (new.until IS NULL) EXECUTE FUNCTION set_rank_key();
GRANT INSERT, SELECT, UPDATE ON waitlist_entries TO medcal_app;
GRANT SELECT ON waitlist_entries TO medcal_backup;

CREATE TABLE working_hours (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  clinic_id uuid NOT NULL,
  practitioner_id uuid NOT NULL,
  weekday smallint NOT NULL,
  starts_at time(0) without time zone NOT NULL,
  ends_at time(0) without time zone NOT NULL,
  CONSTRAINT working_hours_pkey PRIMARY KEY (id),
  CONSTRAINT working_hours_clinic_id_practitioner_id_practitioners_clinic_id FOREIGN KEY (clinic_id, practitioner_id) REFERENCES practitioners(clinic_id, id),
  CONSTRAINT working_hours_order CHECK ((starts_at < ends_at)),
  CONSTRAINT working_hours_weekday CHECK (((weekday >= 1) AND (weekday <= 7)))
);
CREATE INDEX working_hours_of ON public.working_hours USING btree (clinic_id, practitioner_id);
ALTER TABLE working_hours ENABLE ROW LEVEL SECURITY;
ALTER TABLE working_hours FORCE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON working_hours FOR ALL TO medcal_app USING ((clinic_id = current_clinic())) WITH CHECK ((clinic_id = current_clinic()));
GRANT DELETE, INSERT, SELECT, UPDATE ON working_hours TO medcal_app;
GRANT SELECT ON working_hours TO medcal_backup;

CREATE OR REPLACE FUNCTION public.all_clinic_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT id FROM public.clinics ORDER BY id $function$;
ALTER FUNCTION all_clinic_ids OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION all_clinic_ids FROM public;
GRANT EXECUTE ON FUNCTION all_clinic_ids TO medcal_app;

CREATE OR REPLACE FUNCTION public.clinic_of_message(wanted uuid)
 RETURNS TABLE(clinic_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT m.clinic_id FROM public.messages m WHERE m.id = wanted $function$;
ALTER FUNCTION clinic_of_message OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION clinic_of_message FROM public;
GRANT EXECUTE ON FUNCTION clinic_of_message TO medcal_app;

CREATE OR REPLACE FUNCTION public.clinics_mailing_again()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT c.id FROM public.clinics c
    WHERE c.mail_fails_since IS NOT NULL
      AND EXISTS (SELECT FROM public.messages m WHERE m.sent_at > c.mail_tried_at)
    ORDER BY c.id
  $function$;
ALTER FUNCTION clinics_mailing_again OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION clinics_mailing_again FROM public;
GRANT EXECUTE ON FUNCTION clinics_mailing_again TO medcal_app;

CREATE OR REPLACE FUNCTION public.current_clinic()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid;

CREATE OR REPLACE FUNCTION public.erase_audit_of(wanted uuid[])
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    WITH gone AS (
      SELECT array_agg(id) AS ids FROM public.patients
      WHERE clinic_id = public.current_clinic() AND id = ANY (wanted) AND erased_at IS NOT NULL
    ), visits AS (
      SELECT array_agg(v.id) AS ids FROM public.appointments v, gone
      WHERE v.clinic_id = public.current_clinic() AND v.patient_id = ANY (gone.ids)
    ), cleared AS (
      UPDATE public.audit a SET
        actor_name = CASE WHEN a.actor_kind = 'patient' AND a.actor_id = ANY (gone.ids) THEN '' ELSE a.actor_name END,
        details = CASE WHEN a.patient_id = ANY (gone.ids) OR a.appointment_id = ANY (visits.ids) THEN (
          SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(a.details)
          WHERE key = ANY ('{patientId,mergedId,otherId,sent,practitionerId,typeId,offerId,messageId,openingId,from,to,at,until,by,why,was,is,kind,source,reasons,gainDays,late,confirmed,back,again,reached,permanent}')
        ) ELSE a.details END
      FROM gone, visits
      WHERE a.clinic_id = public.current_clinic()
        AND (a.patient_id = ANY (gone.ids) OR a.appointment_id = ANY (visits.ids)
          OR (a.actor_kind = 'patient' AND a.actor_id = ANY (gone.ids)))
      RETURNING 1
    )
    SELECT count(*)::int FROM cleared
  $function$;
ALTER FUNCTION erase_audit_of OWNER TO medcal_eraser;
REVOKE ALL ON FUNCTION erase_audit_of FROM public;
GRANT EXECUTE ON FUNCTION erase_audit_of TO medcal_app;

CREATE OR REPLACE FUNCTION public.find_session(wanted text)
 RETURNS TABLE(staff staff, clinic clinics)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT s, c FROM public.staff s JOIN public.clinics c ON c.id = s.clinic_id WHERE s.auth_subject = wanted $function$;
ALTER FUNCTION find_session OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION find_session FROM public;
GRANT EXECUTE ON FUNCTION find_session TO medcal_app;

CREATE OR REPLACE FUNCTION public.find_staff(wanted text)
 RETURNS SETOF staff
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT * FROM public.staff WHERE auth_subject = wanted $function$;
ALTER FUNCTION find_staff OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION find_staff FROM public;
GRANT EXECUTE ON FUNCTION find_staff TO medcal_app;

CREATE OR REPLACE FUNCTION public.find_token(wanted bytea)
 RETURNS TABLE(clinic_id uuid, purpose token_purpose, appointment_id uuid, appointment_version integer, offer_id uuid, invitation_id uuid, links_epoch integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT t.clinic_id, t.purpose, t.appointment_id, t.appointment_version, t.offer_id, t.invitation_id,
      coalesce(p.links_epoch, 0)
    FROM public.tokens t
    LEFT JOIN public.appointments a ON a.id = t.appointment_id
    LEFT JOIN public.offers f ON f.id = t.offer_id
    LEFT JOIN public.patients p ON p.id = coalesce(a.patient_id, f.patient_id)
    WHERE t.hash = wanted
  $function$;
ALTER FUNCTION find_token OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION find_token FROM public;
GRANT EXECUTE ON FUNCTION find_token TO medcal_app;

CREATE OR REPLACE FUNCTION public.keep_name_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$ BEGIN
    NEW.name_key := name_key(NEW.given_name, NEW.family_name);
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.name_key(given_name text, family_name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$ SELECT lower(btrim(regexp_replace(normalize(given_name || ' ' || family_name, NFC), '\s+', ' ', 'g'))) $function$;

CREATE OR REPLACE FUNCTION public.neglected_openings(how_many integer)
 RETURNS TABLE(id uuid, clinic_id uuid, started boolean, asked integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT o.id, o.clinic_id, o.starts_at <= clock_timestamp(),
      (SELECT count(*)::int FROM public.offers f WHERE f.opening_id = o.id)
    FROM public.openings o JOIN public.clinics c ON c.id = o.clinic_id
    WHERE o.state = 'open'
      AND (o.starts_at <= clock_timestamp()
        OR (c.offers_on
          AND o.exhausted_at IS NULL
          AND coalesce(o.resumes_at <= clock_timestamp(), o.due_at < clock_timestamp() - interval '20 seconds')
          AND NOT EXISTS (
            SELECT FROM public.offers f
            WHERE f.opening_id = o.id AND f.closed_at > clock_timestamp() - interval '20 seconds')))
    ORDER BY o.starts_at LIMIT how_many
  $function$;
ALTER FUNCTION neglected_openings OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION neglected_openings FROM public;
GRANT EXECUTE ON FUNCTION neglected_openings TO medcal_app;

CREATE OR REPLACE FUNCTION public.overdue_messages(how_many integer)
 RETURNS TABLE(id uuid, clinic_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT m.id, m.clinic_id FROM public.messages m
    WHERE m.state = 'queued' AND m.due_at < clock_timestamp() - interval '2 minutes'
    ORDER BY m.due_at LIMIT how_many
  $function$;
ALTER FUNCTION overdue_messages OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION overdue_messages FROM public;
GRANT EXECUTE ON FUNCTION overdue_messages TO medcal_app;

CREATE OR REPLACE FUNCTION public.overdue_offers(how_many integer)
 RETURNS TABLE(id uuid, clinic_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT o.id, o.clinic_id FROM public.offers o WHERE o.state = 'pending' AND o.expires_at <= clock_timestamp() ORDER BY o.expires_at LIMIT how_many $function$;
ALTER FUNCTION overdue_offers OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION overdue_offers FROM public;
GRANT EXECUTE ON FUNCTION overdue_offers TO medcal_app;

CREATE OR REPLACE FUNCTION public.owed_sweeps(how_many integer)
 RETURNS TABLE(id uuid, clinic_id uuid, sweep sweep)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT r.id, r.clinic_id, r.sweep FROM public.sweep_runs r
    WHERE r.by_hand AND r.finished_at IS NULL
      AND r.started_at BETWEEN clock_timestamp() - interval '1 day' AND clock_timestamp() - interval '20 seconds'
    ORDER BY r.started_at LIMIT how_many
  $function$;
ALTER FUNCTION owed_sweeps OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION owed_sweeps FROM public;
GRANT EXECUTE ON FUNCTION owed_sweeps TO medcal_app;

CREATE OR REPLACE FUNCTION public.patients_close(typed text, how_many integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "pg_trgm.word_similarity_threshold" TO '0.45'
AS $function$
    SELECT id FROM public.patients
    WHERE clinic_id = current_clinic()
      AND typed <% lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone)
    ORDER BY word_similarity(typed, lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone)) DESC, id
    LIMIT how_many
  $function$;
ALTER FUNCTION patients_close OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION patients_close FROM public;
GRANT EXECUTE ON FUNCTION patients_close TO medcal_app;

CREATE OR REPLACE FUNCTION public.patients_like(pattern text)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT id FROM public.patients
    WHERE clinic_id = current_clinic()
      AND lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone) LIKE pattern
  $function$;
ALTER FUNCTION patients_like OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION patients_like FROM public;
GRANT EXECUTE ON FUNCTION patients_like TO medcal_app;

CREATE OR REPLACE FUNCTION public.prune_changes(how_many integer)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    WITH gone AS (
      DELETE FROM public.changes WHERE (clinic_id, id) IN (
        SELECT c.clinic_id, c.id FROM public.changes c
        WHERE c.created_at < now() - interval '1 day' ORDER BY c.created_at LIMIT how_many)
      RETURNING 1)
    SELECT count(*)::int FROM gone
  $function$;
ALTER FUNCTION prune_changes OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION prune_changes FROM public;
GRANT EXECUTE ON FUNCTION prune_changes TO medcal_app;

CREATE OR REPLACE FUNCTION public.prune_limits(how_many integer)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    WITH gone AS (
      DELETE FROM public.rate_limits WHERE key IN (
        SELECT l.key FROM public.rate_limits l
        WHERE l.expire < (extract(epoch FROM now()) - 3600) * 1000 ORDER BY l.expire LIMIT how_many)
      RETURNING 1)
    SELECT count(*)::int FROM gone
  $function$;
ALTER FUNCTION prune_limits OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION prune_limits FROM public;
GRANT EXECUTE ON FUNCTION prune_limits TO medcal_app;

CREATE OR REPLACE FUNCTION public.prune_outbox(how_many integer)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    WITH gone AS (
      DELETE FROM public.outbox WHERE id IN (
        SELECT o.id FROM public.outbox o
        WHERE o.sent_at < now() - interval '30 days' ORDER BY o.sent_at LIMIT how_many)
      RETURNING 1)
    SELECT count(*)::int FROM gone
  $function$;
ALTER FUNCTION prune_outbox OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION prune_outbox FROM public;
GRANT EXECUTE ON FUNCTION prune_outbox TO medcal_app;

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'medcal_eraser'
    AND OLD.details @> NEW.details
    AND NEW.details -> 'patientId' IS NOT DISTINCT FROM OLD.details -> 'patientId'
    AND (NEW.actor_name = OLD.actor_name OR (OLD.actor_kind = 'patient' AND NEW.actor_name = ''))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit rows cannot be changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $function$;

CREATE OR REPLACE FUNCTION public.refuse_erased()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_TABLE_NAME <> 'patients' THEN
    IF TG_OP = 'INSERT' THEN
      PERFORM FROM public.patients WHERE id = NEW.patient_id FOR KEY SHARE;
    END IF;
    IF NOT EXISTS (SELECT FROM public.patients WHERE id = NEW.patient_id AND erased_at IS NOT NULL) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the patient is erased' USING ERRCODE = 'MC001';
END $function$;

CREATE OR REPLACE FUNCTION public.retention_plans()
 RETURNS TABLE(clinic_id uuid, zone text, last_day text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT c.id, c.time_zone, (
      SELECT max(r.day)::text FROM public.sweep_runs r
      WHERE r.clinic_id = c.id AND r.sweep::text = 'erase-expired' AND r.finished_at IS NOT NULL AND NOT r.failed)
    FROM public.clinics c WHERE c.keep_years IS NOT NULL ORDER BY c.id
  $function$;
ALTER FUNCTION retention_plans OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION retention_plans FROM public;
GRANT EXECUTE ON FUNCTION retention_plans TO medcal_app;

CREATE OR REPLACE FUNCTION public.set_rank_key()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  weights clinics%ROWTYPE;
BEGIN
  SELECT * INTO weights FROM clinics WHERE id = NEW.clinic_id;
  NEW.rank_key := (
    - weights.weight_waiting * extract(epoch FROM NEW.since)
    - weights.weight_contact * extract(epoch FROM coalesce(NEW.last_offered_at, NEW.since))
    + weights.weight_gain * extract(epoch FROM NEW.earlier_than)) / 86400;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.stranded_outbox(how_many integer)
 RETURNS SETOF outbox
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ SELECT * FROM public.outbox WHERE sent_at IS NULL AND created_at < now() - interval '5 seconds' ORDER BY created_at LIMIT how_many $function$;
ALTER FUNCTION stranded_outbox OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION stranded_outbox FROM public;
GRANT EXECUTE ON FUNCTION stranded_outbox TO medcal_app;

CREATE OR REPLACE FUNCTION public.sweep_plans(wanted sweep)
 RETURNS TABLE(clinic_id uuid, zone text, at text, last_day text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT c.id, c.time_zone, p.at::text, (
      SELECT max(r.day)::text FROM public.sweep_runs r
      WHERE r.clinic_id = c.id AND r.sweep = wanted AND NOT r.by_hand AND NOT r.failed)
    FROM public.clinics c, LATERAL (
      SELECT CASE wanted WHEN 'confirm-upcoming' THEN c.confirm_on ELSE c.reschedule_on END AS is_on,
        CASE wanted WHEN 'confirm-upcoming' THEN c.confirm_at ELSE c.reschedule_at END AS at) p
    WHERE p.is_on ORDER BY c.id
  $function$;
ALTER FUNCTION sweep_plans OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION sweep_plans FROM public;
GRANT EXECUTE ON FUNCTION sweep_plans TO medcal_app;

CREATE OR REPLACE FUNCTION public.taken_slots(of_practitioner uuid, within tstzrange)
 RETURNS SETOF slots
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT * FROM public.slots
    WHERE clinic_id = current_clinic() AND practitioner_id = of_practitioner AND during && within
  $function$;
ALTER FUNCTION taken_slots OWNER TO medcal_lookup;
REVOKE ALL ON FUNCTION taken_slots FROM public;
GRANT EXECUTE ON FUNCTION taken_slots TO medcal_app;

CREATE OR REPLACE FUNCTION public.waiting_places(of_type uuid, later_than timestamp with time zone, wishing boolean, longest_minutes double precision, whose uuid, on_weekdays smallint[], at_times time_of_day[], longest_notice double precision, first_day date, last_day date, least_gain integer, zone text, after_priority smallint, after_rank_key double precision, after_earlier_than timestamp with time zone, after_id uuid, how_many integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE ROWS 20
 SET search_path TO 'pg_catalog', 'public'
 SET enable_sort TO 'off'
AS $function$
  DECLARE
    -- Before the first place there is none.
    place_priority smallint := coalesce(after_priority, 32767);
    place_rank_key float8 := coalesce(after_rank_key, 'Infinity');
    place_earlier_than timestamptz := coalesce(after_earlier_than, 'infinity');
    place_id uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  BEGIN
    RETURN QUERY
    SELECT e.id FROM public.waitlist_entries e
    WHERE e.clinic_id = current_clinic() AND e.type_id = of_type AND e.until IS NULL
      AND (e.priority, e.rank_key, e.earlier_than) <= (place_priority, place_rank_key, place_earlier_than)
      AND NOT ((e.priority, e.rank_key, e.earlier_than) = (place_priority, place_rank_key, place_earlier_than)
        AND e.id <= place_id)
      AND e.earlier_than > later_than
      AND (NOT wishing
        OR e.wish_notice_minutes <= longest_notice
        AND coalesce(e.wish_not_before <= last_day, true)
        AND (e.wish_weekdays = '{}' OR e.wish_weekdays && on_weekdays)
        AND (e.wish_times = '{}' OR e.wish_times && at_times)
        AND (e.wish_practitioner_ids = '{}' OR whose = ANY (e.wish_practitioner_ids))
        AND (coalesce(e.wish_min_gain_days, least_gain) = 0
          OR (e.earlier_than AT TIME ZONE zone)::date - first_day >= coalesce(e.wish_min_gain_days, least_gain))
        AND (SELECT a.ends_at - a.starts_at <= longest_minutes * interval '1 minute' FROM public.appointments a
          WHERE a.clinic_id = current_clinic() AND a.id = e.appointment_id)
        AND (SELECT p.offers_stopped_at IS NULL AND p.bounced_at IS NULL FROM public.patients p
          WHERE p.clinic_id = current_clinic() AND p.id = e.patient_id))
    ORDER BY e.priority DESC, e.rank_key DESC, e.earlier_than DESC, e.id
    LIMIT how_many;
  END $function$;
REVOKE ALL ON FUNCTION waiting_places FROM public;
GRANT EXECUTE ON FUNCTION waiting_places TO medcal_app;
