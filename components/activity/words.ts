import type { ActivityRow } from '@/db/queries/clinic/activity'
import type { AuditAction } from '@/lib/domain/audit-actions'
import type { OfferEnding } from '@/lib/domain/endings'
import { absenceWords } from '../settings/absence-words'
import { changesIn, counted, instantOf, text, type What, whenOf } from './details'

/** A piece of a sentence; with `to` it leads to the visit, the opening or the patient that it names. */
export type Part = string | { text: string; to: 'visit' | 'opening' | 'patient' }

type Wording = (row: ActivityRow, zone: string) => Part[]

/** What was done, as the rest of a sentence that begins with who did it: 'moved', Giulia, 'from … to …'. */
export function sentenceOf(row: ActivityRow, zone: string): Part[] {
  const wording = isKnown(row.action) ? sentences[row.action] : unknown
  return wording(row, zone).filter((part) => part !== '')
}

/** Whether there are words for an action: a newer version of Medcal may have written one that this one does not know. */
export function isKnown(action: string): action is AuditAction {
  return Object.hasOwn(sentences, action)
}

export const sentences: Record<AuditAction, Wording> = {
  'appointment.booked': (row, zone) => [
    'booked ',
    visit(row),
    when(' for ', row, 'to', zone),
    withWhom(row),
  ],
  'appointment.moved': (row, zone) => [
    'moved ',
    visit(row),
    when(' from ', row, 'from', zone),
    when(' to ', row, 'to', zone),
  ],
  'appointment.asked': (row) => ['asked to confirm ', ofVisit(row)],
  'appointment.confirmed': (row) => ['confirmed ', ofVisit(row)],
  'appointment.unconfirmed': (row) => ['took back the confirmation of ', ofVisit(row)],
  'appointment.arrived': (row) => ['noted that ', visit(row), ' is here'],
  'appointment.fulfilled': (row) => ['noted that ', visit(row), ' was seen'],
  'appointment.noshow': (row) => ['noted that ', visit(row), ' did not come'],
  'appointment.expected': (row) => ['noted that ', visit(row), afterAll(row)],
  'appointment.cancelled': (row, zone) => [
    'cancelled ',
    ofVisit(row),
    when(' on ', row, 'at', zone),
    !own(row) && row.details.by === 'patient' ? ', as the patient asked' : '',
    ...quoted(row, 'reason'),
  ],
  'appointment.reinstated': (row) => ['took back the cancellation of ', ofVisit(row)],
  'appointment.note-edited': (row) => ['edited the note of ', ofVisit(row)],
  'waitlist.joined': (row) => {
    if (row.details.again)
      return own(row)
        ? ['said which earlier times suit for ', ofVisit(row)]
        : ['noted which earlier times suit ', visit(row)]
    return own(row)
      ? ['would like an earlier time for ', ofVisit(row)]
      : ['noted that ', visit(row), ' would like an earlier time']
  },
  'waitlist.left': (row) =>
    own(row)
      ? ['keeps the time of ', ofVisit(row), ', an earlier one is not wanted any more']
      : ['noted that ', visit(row), ' no longer wants an earlier time'],
  'offer.made': (row, zone) => ['offered ', visit(row), ' ', opening(row, zone), withWhom(row)],
  'offer.accepted': (row, zone) => [
    ...(own(row) ? ['took '] : ['accepted for ', visit(row), ' ']),
    { ...opening(row, zone), to: 'visit' },
    when(' instead of ', row, 'from', zone),
  ],
  'offer.declined': (row, zone) => [
    ...(own(row) ? ['declined '] : ['declined for ', visit(row), ' ']),
    opening(row, zone),
    ...(own(row) ? [' and keeps ', ofVisit(row)] : []),
  ],
  'offer.expired': (row, zone) => [
    'closed the offer of ',
    opening(row, zone),
    ' to ',
    visit(row),
    ': no answer',
  ],
  'offer.withdrawn': (row, zone) =>
    (own(row) && endedByPatient(row, zone)) || [
      'ended the offer of ',
      opening(row, zone),
      ' to ',
      visit(row),
      because(row),
    ],
  'opening.opened': (row, zone) => ['freed ', opening(row, zone), withWhom(row)],
  'opening.filled': (row, zone) => ['filled ', opening(row, zone), ' by hand with ', visit(row)],
  'opening.lapsed': (row, zone) => [
    'closed ',
    opening(row, zone),
    ': it began, and nobody had taken it',
  ],
  'opening.withdrawn': (row, zone) => ['stopped offering ', opening(row, zone), because(row)],
  'opening.exhausted': (row, zone) => [
    'found nobody who suits ',
    opening(row, zone),
    withWhom(row),
  ],
  'patient.added': ({ patientName }) => [`added the patient ${patientName ?? ''}`.trim()],
  'patient.edited': (row) => [
    `changed ${fieldsIn(row)} of ${row.patientName ?? 'a patient'}`,
    row.details.sent === undefined ? '' : `, ended earlier links${sentAnew(row)}`,
  ],
  'patient.links-ended': (row) => [
    `ended the links of ${row.patientName ?? 'a patient'}${sentAnew(row)}`,
  ],
  'patient.bounced': (row) => [`noted that mail to ${row.patientName ?? 'a patient'} comes back`],
  'patient.trusted': (row) => [
    `noted that the address of ${row.patientName ?? 'a patient'} takes mail again`,
  ],
  'patient.merged': ({ patientName }) => [`made two patients one: ${patientName || 'a patient'}`],
  'patient.told-apart': ({ patientName }) => [
    `noted that ${patientName || 'a patient'} and another of that name are not the same person`,
  ],
  'patient.perhaps-same': ({ patientName }) => [
    `noted that ${patientName || 'a patient'} and another of that name may be the same person`,
  ],
  'offers.stopped': (row) => [
    own(row)
      ? 'asked for no more offers by email'
      : `noted that ${row.patientName || 'a patient'} wants no offers by email`,
  ],
  'offers.resumed': ({ patientName }) => [
    `noted that ${patientName || 'a patient'} agrees to offers by email again`,
  ],
  'patient.viewed': (row) => ['looked at ', patient(row)],
  'patient.exported': (row) => [
    'gave out all that is kept of ',
    patient(row),
    row.details.as === 'page' ? ', as a page to print' : ', as a file',
  ],
  'appointments.exported': () => [
    'saved a list of appointments, with patients’ details, as a file',
  ],
  'patient.erased': ({ details }) => [
    details.why === 'kept-long-enough'
      ? 'erased a patient who was kept as long as the clinic set'
      : 'erased a patient',
  ],
  'message.came-back': (row) => ['was told that a mail for ', ofVisit(row), ' came back'],
  'practitioner.added': (row) => [`added ${named(row, 'a practitioner')}`],
  'practitioner.edited': (row) => [
    `changed the name or the working hours of ${named(row, 'a practitioner')}`,
  ],
  'practitioner.activated': (row) => [`opened bookings with ${named(row, 'a practitioner')} again`],
  'practitioner.deactivated': (row) => [`stopped bookings with ${named(row, 'a practitioner')}`],
  'absence.added': (row, zone) => [
    `noted that ${named(row, 'a practitioner')} is away: `,
    stretch(row, zone),
    affected(row),
  ],
  'absence.edited': (row, zone) => [
    `changed the absence of ${named(row, 'a practitioner')} to `,
    stretch(row, zone),
    affected(row),
  ],
  'absence.removed': (row, zone) => [
    `removed the absence of ${named(row, 'a practitioner')}: `,
    stretch(row, zone),
  ],
  'type.added': (row) => [`added the visit type ${named(row, '')}`.trim()],
  'type.edited': (row) => [`changed the visit type ${named(row, '')}`.trim()],
  'type.activated': (row) => [`opened bookings of ${named(row, 'a visit type')} again`],
  'type.deactivated': (row) => [`stopped bookings of ${named(row, 'a visit type')}`],
  'clinic.created': (row) => [`created the clinic ${named(row, '')}`.trim()],
  'clinic.edited': (row) => [`changed the clinic${changesIn(row.details)}`],
  'automation.set': (row) => [
    `set ${parts[text(row.details, 'part') ?? ''] ?? 'the automation'}${changesIn(row.details)}`,
  ],
  'retention.set': ({ details }) => [
    to(details.keepYears) === null
      ? 'set that patients are kept until somebody erases them'
      : `set how long patients are kept${changesIn(details)}`,
  ],
  'staff.changed': (row) => [staffChange(row)],
  'invitation.sent': ({ details }) =>
    details.again
      ? ['sent an invitation once more']
      : [`invited ${text(details, 'email') ?? 'a colleague'}`, as(details)],
  'invitation.revoked': ({ details }) => [
    `took back the invitation of ${text(details, 'email') ?? 'a colleague'}`,
  ],
  'invitation.accepted': ({ details }) => ['joined the clinic', as(details)],
  'sweep.requested': ({ details }) => [
    `asked for a run of ${parts[text(details, 'sweep') ?? ''] ?? 'a sweep'}`,
  ],
  'sweep.confirm-upcoming': ({ details }) => [
    Number(details.count) > 0
      ? `asked ${counted(details.count, 'patient', 'patients')} whether they are coming`
      : 'found nobody left to ask whether they are coming',
  ],
  'sweep.erase-expired': ({ details }) => [
    Number(details.count) > 0
      ? `erased ${counted(details.count, 'patient', 'patients')} whose time was up`
      : 'found no patient whose time is up',
  ],
  'sweep.reschedule-cancelled': ({ details }) => [
    Number(details.count) > 0
      ? `looked again for patients for ${counted(details.count, 'free time', 'free times')}`
      : 'found no free time to fill',
  ],
}

/** Which details were changed: 'the email address and the telephone number'. */
function fieldsIn({ details }: ActivityRow): string {
  const fields = Array.isArray(details.fields) ? details.fields : []
  const said = fields.flatMap((field) => patientFields[String(field)] ?? [])
  return said.length > 0 ? new Intl.ListFormat('en-GB').format(said) : 'the details'
}

const patientFields: Record<string, string> = {
  givenName: 'the given name',
  familyName: 'the family name',
  email: 'the email address',
  phone: 'the telephone number',
  birthDate: 'the birth date',
  language: 'the language',
}

function sentAnew({ details }: ActivityRow): string {
  return Number(details.sent) > 0
    ? ` and sent ${counted(details.sent, 'email', 'emails')} anew`
    : ''
}

/** An action that is not known here: its name, readable. */
const unknown: Wording = (row) => [
  `recorded “${row.action.replaceAll(/[.-]/g, ' ')}”`,
  ...(row.appointmentId ? [' for ', visit(row)] : []),
]

function afterAll({ details }: ActivityRow): Part {
  const was = text(details, 'was')
  if (was === 'fulfilled') return ' was not seen after all'
  return was === 'noshow' ? ' is expected after all' : ' is not here after all'
}

/** The patient's name, or 'the visit' where it is unknown. */
function visit({ patientName }: ActivityRow): Part {
  return { text: patientName ?? 'a visit', to: 'visit' }
}

/** The patient themselves, where it is about no visit. */
function patient({ patientName }: ActivityRow): Part {
  return { text: patientName ?? 'a patient', to: 'patient' }
}

/** An offer ended with what a patient did; null where Medcal says why. */
function endedByPatient(row: ActivityRow, zone: string): Part[] | null {
  const why = text(row.details, 'why') ?? ''
  const another = row.patientName !== row.actorName
  if (another && ['given-to-another', 'by-hand', 'part-taken'].includes(why)) {
    return ['was quicker than ', visit(row), ' for ', opening(row, zone)]
  }
  const gaveUp = ['visit-moved', 'visit-cancelled', 'left-waitlist', 'clash'].includes(why)
  return gaveUp ? ['gave up the offer of ', opening(row, zone), because(row)] : null
}

/** 'the visit of Amara Diallo', for the patient themselves 'their visit'. */
function ofVisit(row: ActivityRow): Part {
  if (own(row)) return { text: 'their visit', to: 'visit' }
  return { text: row.patientName ? `the visit of ${row.patientName}` : 'a visit', to: 'visit' }
}

function own({ actorKind }: ActivityRow): boolean {
  return actorKind === 'patient'
}

function opening({ openingStartsAt }: ActivityRow, zone: string): Exclude<Part, string> {
  return { text: whenOf(openingStartsAt, zone) ?? 'a free time', to: 'opening' }
}

function when(word: string, { details }: ActivityRow, name: What, zone: string): Part {
  const said = whenOf(details[name], zone)
  return said ? `${word}${said}` : ''
}

function withWhom({ practitionerName }: ActivityRow): Part {
  return practitionerName ? ` with ${practitionerName}` : ''
}

/** What a setting was changed to; undefined when that is not known. */
function to(change: unknown): unknown {
  return typeof change === 'object' && change !== null && 'to' in change ? change.to : undefined
}

function named({ details, practitionerName }: ActivityRow, otherwise: string): string {
  return text(details, 'name') ?? practitionerName ?? otherwise
}

function quoted({ details }: ActivityRow, name: 'reason'): Part[] {
  const said = text(details, name)
  return said ? [` (${said})`] : []
}

function because({ details }: ActivityRow): Part {
  const why = text(details, 'why') ?? ''
  const said = Object.hasOwn(reasons, why) && reasons[why as OfferEnding]
  return said ? `: ${said}` : ''
}

/** Why offers and openings end; null where the line says it already. */
const reasons: Record<OfferEnding, string | null> = {
  'by-patient': null,
  'no-answer': null,
  'by-staff': null,
  accepted: null,
  late: 'after the time to answer',
  'given-to-another': 'another patient was quicker',
  clash: 'the patient has another visit then',
  'visit-attended': 'the visit has begun',
  'offers-off': 'offers were switched off',
  'quiet-hours': 'the quiet hours were not over',
  'mail-down': 'no mail went out',
  'outside-hours': 'the practitioner does not work then any more',
  'part-taken': 'part of the time was taken',
  'visit-cancelled': 'the visit was cancelled',
  'visit-moved': 'the visit was moved',
  'left-waitlist': 'an earlier time is not wanted any more',
  'by-hand': 'the time was booked by hand',
  undeliverable: 'its mail did not arrive',
  'not-taken': 'its mail was not taken in time',
  begun: 'the time began',
  'practitioner-away': 'the practitioner is away',
  'no-show-undone': 'the patient is expected after all',
  reshaped: 'made into times for other visits',
  'visit-moved-back': 'the visit was moved back',
  'visit-reinstated': 'the visit stands again',
}

const parts: Record<string, string> = {
  'confirm-upcoming': 'the confirmation mails',
  'reschedule-cancelled': 'the search for free times',
  offers: 'the offers',
  sources: 'what is offered',
  'near-start': 'how patients are asked near the start',
  quiet: 'the quiet hours',
  limits: 'how often patients are asked',
  'self-service': 'what patients may do themselves',
  weights: 'who is asked first',
}

/** From when until when, whole days without their midnights. */
function stretch({ details }: ActivityRow, zone: string): Part {
  const [startsAt, endsAt] = [instantOf(details.from), instantOf(details.to)]
  return startsAt && endsAt ? absenceWords({ startsAt, endsAt }, zone) : 'a time'
}

function affected({ details }: ActivityRow): Part {
  return Number(details.visits) > 0
    ? `; ${counted(details.visits, 'visit lies', 'visits lie')} in it`
    : ''
}

function staffChange(row: ActivityRow): string {
  const { details } = row
  const who = named(row, 'a colleague')
  const role = { ...(details.role as Record<string, unknown> | undefined) }
  const [from, to] = [text(role, 'from'), text(role, 'to')]
  const said = [
    from && to && `changed the role of ${who} from ${from} to ${to}`,
    details.active === true && `let ${who} in again`,
    details.active === false && `took away the access of ${who}`,
    details.address === true && `signed in with a new email address`,
  ].filter(Boolean)
  return said.join(' and ') || `changed ${who}`
}

function as(details: ActivityRow['details']): Part {
  const role = text(details, 'role')
  return role ? ` as ${role}` : ''
}
