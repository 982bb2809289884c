import { and, eq } from 'drizzle-orm'
import { inClinic, withoutClinic } from '@/db/client'
import { sqlState } from '@/db/database-error'
import { countOnce } from '@/db/queries/limits'
import { appointmentTypes, audit, clinics, practitioners, staff, workingHours } from '@/db/schema'
import type { Language } from '@/lib/domain/format'
import { mailboxOf } from '@/lib/domain/limits'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { hoursOf } from '@/lib/domain/settings'
import { isZone } from '@/lib/domain/time'
import type { Asked } from '../change'
import { lockChange } from '../done-before'

export type CreateClinic = {
  name: string
  /** IANA. */
  timeZone: string
  address: string
  phone: string
  language: Language
  /** Monday to Friday, wall clock: the first practitioner's hours. */
  opensAt: string
  closesAt: string
  practitioner: string
  /** When nobody is asked, wall clock; null, or left out, for at no time. */
  quiet?: { from: string; until: string } | null
}

/** The account that creates it, and becomes its admin. */
export type Founder = { subject: string; email: string; emailVerified: boolean; name: string }

/**
 * Makes a clinic that can be booked at once: its admin, a practitioner with working hours, and
 * three appointment types. The founder's sessions end with it: they sign in as its admin. Refuses an
 * address that is not verified, an account that works for a clinic already, and a mailbox whose
 * accounts have tried too often that day. Asked for again by the same `request`, whose id is the
 * clinic's, it answers the same.
 */
export async function createClinic(
  founder: Founder,
  input: CreateClinic,
  request?: Asked,
): Promise<Result<{ clinicId: string }>> {
  if (!founder.emailVerified) return refuse('address-not-verified')
  if (!isZone(input.timeZone)) return refuse('invalid')
  const mailbox = mailboxOf(founder.email)
  const refused = await withoutClinic((tx) => countOnce(tx, null, 'sign-up', mailbox))
  if (refused) return refused
  const clinicId = request?.id ?? crypto.randomUUID()
  try {
    await inClinic(clinicId, async (tx) => {
      await lockChange(tx, clinicId)
      const made = await tx
        .select({ id: staff.id })
        .from(staff)
        .where(and(eq(staff.clinicId, clinicId), eq(staff.authSubject, founder.subject)))
      if (made.length > 0) return
      const { name, timeZone, address, phone, language } = input
      await tx.insert(clinics).values({
        ...{ id: clinicId, name, timeZone, address, phone, language },
        ...{ quietFrom: input.quiet?.from, quietUntil: input.quiet?.until },
      })
      const [admin] = await tx
        .insert(staff)
        .values({
          clinicId,
          authSubject: founder.subject,
          email: founder.email,
          name: founder.name,
          role: 'admin',
        })
        .returning({ id: staff.id })
      const practitionerId = crypto.randomUUID()
      await tx
        .insert(practitioners)
        .values({ id: practitionerId, clinicId, name: input.practitioner })
      const day = [{ startsAt: input.opensAt, endsAt: input.closesAt }]
      const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, ranges: day }))
      await tx
        .insert(workingHours)
        .values(hoursOf(week).map((row) => ({ ...row, clinicId, practitionerId })))
      await tx
        .insert(appointmentTypes)
        .values(firstTypes[language].map((type, position) => ({ ...type, clinicId, position })))
      await tx.insert(audit).values({
        clinicId,
        actorKind: 'staff',
        actorId: admin?.id,
        actorName: founder.name,
        action: 'clinic.created',
        details: { name },
      })
    })
    return ok({ clinicId })
  } catch (error) {
    // Of the new clinic's unique columns only the account can be known already.
    if (sqlState(error) === '23505') return refuse('already-member')
    throw error
  }
}

const firstTypes: Record<Language, { name: string; durationMinutes: number }[]> = {
  en: [
    { name: 'Consultation', durationMinutes: 30 },
    { name: 'Follow-up', durationMinutes: 15 },
    { name: 'First visit', durationMinutes: 45 },
  ],
  de: [
    { name: 'Sprechstunde', durationMinutes: 30 },
    { name: 'Kontrolle', durationMinutes: 15 },
    { name: 'Erstbesuch', durationMinutes: 45 },
  ],
}
