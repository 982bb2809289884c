import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { type NamedPatient, namesPatient } from '@/db/queries/patient/search-text'
import { appointments, messages, offers, patients, savedViews, tokens } from '@/db/schema'
import type { Change } from '../change'
import { clearWaits } from '../waitlist/entries'
import { noPerson, type Patient, visitsOf } from './rows'

/**
 * Takes these patients out of every row: name, address, number, birth date, notes, reasons, wishes,
 * links, and what the trail says of them in words. Ids, times, states and figures stay. They are
 * locked already, after their queued mails (`lockQueuedMails`), and have no visit to come.
 */
export async function eraseAll(
  c: Change,
  erased: Patient[],
  why: 'asked' | 'kept-long-enough',
): Promise<void> {
  const ids = await withMerged(c, erased)
  // Before the patients: a visit of somebody who is erased cannot be changed any more.
  await clearWaits(c, ids)
  await clearVisits(c, ids)
  await endLinks(c, ids)
  await clearMails(c, ids)
  await removeViews(c, erased)
  await c.tx
    .update(patients)
    .set({ ...noPerson, ageFromYear: ageFromYear(c), erasedAt: c.now })
    .where(and(eq(patients.clinicId, c.clinic.id), inArray(patients.id, ids)))
  for (const { id: patientId } of erased)
    await c.audit('patient.erased', { details: { patientId, why } })
  await c.tx.execute(sql`select erase_audit_of(${sql.param(ids)}::uuid[])`)
}

/** Their ids, with those of the rows that were merged into theirs: the trail may speak of either. */
async function withMerged({ tx, clinic }: Change, erased: Patient[]): Promise<string[]> {
  const ids = erased.map(({ id }) => id)
  const merged = await tx
    .select({ id: patients.id })
    .from(patients)
    .where(and(eq(patients.clinicId, clinic.id), inArray(patients.mergedInto, ids)))
  return [...ids, ...merged.map(({ id }) => id)]
}

/**
 * The year with whose first day figures count their age: that of the birth, or the next where their
 * birthday was still to come when they were last asked. So each figure by age stays as it was.
 */
function ageFromYear({ clinic: { timeZone } }: Change) {
  const lastAsked = sql`(coalesce((select max(f.offered_at) from ${offers} f
    where f.clinic_id = ${patients.clinicId} and f.patient_id = ${patients.id}), now()) at time zone ${timeZone})`
  return sql`extract(year from ${patients.birthDate})
    + (to_char(${patients.birthDate}, 'MMDD') > to_char(${lastAsked}, 'MMDD'))::int`
}

async function clearVisits({ tx, clinic }: Change, patientIds: string[]): Promise<void> {
  await tx
    .update(appointments)
    .set({ note: '', cancelReason: '' })
    .where(and(eq(appointments.clinicId, clinic.id), inArray(appointments.patientId, patientIds)))
}

async function endLinks({ tx, clinic }: Change, patientIds: string[]): Promise<void> {
  const offered = tx
    .select({ id: offers.id })
    .from(offers)
    .where(and(eq(offers.clinicId, clinic.id), inArray(offers.patientId, patientIds)))
  await tx.delete(tokens).where(
    and(
      eq(tokens.clinicId, clinic.id),
      // As arrays: over two subqueries, an `or` would read every token there is.
      or(
        sql`${tokens.appointmentId} = any(array(${visitsOf(tx, clinic.id, patientIds)}))`,
        sql`${tokens.offerId} = any(array(${offered}))`,
      ),
    ),
  )
}

/** Where mails went, and what a mail server said of that; those that did not go out yet never will. */
async function clearMails({ tx, clinic }: Change, patientIds: string[]): Promise<void> {
  await tx
    .update(messages)
    .set({
      sentTo: null,
      serverSaid: null,
      why: sql`case when ${messages.state} = 'queued' then 'patient-erased' else ${messages.why} end`,
      state: sql`case when ${messages.state} = 'queued' then 'skipped' else ${messages.state} end`,
    })
    .where(
      and(
        eq(messages.clinicId, clinic.id),
        inArray(messages.appointmentId, visitsOf(tx, clinic.id, patientIds)),
      ),
    )
}

/** Views of the list that somebody kept of a search for one of these people, or under their name. */
export async function removeViews(
  { tx, clinic }: Change,
  people: Patient[],
  { butOf }: { butOf?: NamedPatient } = {},
): Promise<void> {
  const views = await tx.select().from(savedViews).where(eq(savedViews.clinicId, clinic.id))
  const names = ({ name, query }: (typeof views)[number], person: NamedPatient) =>
    [name, new URLSearchParams(query).get('q') ?? ''].some((text) => namesPatient(text, person))
  const ids = views
    .filter((view) => people.some((person) => names(view, person)))
    .filter((view) => !butOf || !names(view, butOf))
    .map(({ id }) => id)
  await tx
    .delete(savedViews)
    .where(and(eq(savedViews.clinicId, clinic.id), inArray(savedViews.id, ids)))
}
