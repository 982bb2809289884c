-- The clinic that the transaction is scoped to (`inClinic` in db/client.ts), or null. All policies ask it.
CREATE OR REPLACE FUNCTION current_clinic() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.clinic_id', true), '')::uuid;
