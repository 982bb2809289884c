import { daysOf, rangeOf } from '@/components/calendar/range'
import { readAddress } from '@/components/calendar/read-address'
import type { OpeningPlan } from '@/components/calendar/words'
import { inClinic } from '@/db/client'
import {
  absencesWithin,
  calendarPractitioners,
  openingsWithin,
  visitCounts,
  visitsWithin,
} from '@/db/queries/appointment/calendar'
import { appointmentDetails } from '@/db/queries/appointment/details'
import { lastSweepDay } from '@/db/queries/clinic/sweep-runs'
import type { Clinic } from '@/lib/commands/change'
import type { Params } from '@/lib/domain/params'
import { nextSweep } from '@/lib/domain/sweeps'
import { addDays, dayOf, mondayOf } from '@/lib/domain/time'

export type LoadedCalendar = Awaited<ReturnType<typeof loadCalendar>>

/** Everything that the calendar's address asks for: one query per kind for the days in sight. */
export async function loadCalendar(clinic: Clinic, params: Params) {
  const { id, timeZone: zone } = clinic
  return inClinic(id, async (tx, now) => {
    const asked = readAddress(params, dayOf(now, zone))
    const [details, everybody, lastSweep] = await Promise.all([
      asked.visit ? appointmentDetails(tx, id, asked.visit) : null,
      calendarPractitioners(tx, id),
      lastSweepDay(tx, id, 'reschedule-cancelled'),
    ])
    // An address that names a visit alone shows the visit's own day.
    const date =
      details && params.date === undefined ? dayOf(details.appointment.startsAt, zone) : asked.date
    const address = { ...asked, date }
    const days = daysOf(address)
    const range = rangeOf(days, zone)
    const active = everybody.filter((one) => one.active)
    const chosen = everybody.find((one) => one.id === address.practitioner)
    // A week is one practitioner's. A day is everybody's, its phone list is one's.
    const one = chosen ?? (address.practitioner === 'all' ? undefined : active[0])
    const only = address.view === 'week' ? (one ?? active[0])?.id : listed(address.view, chosen?.id)
    const week = { start: mondayOf(date), end: addDays(mondayOf(date), 6) }
    const [visits, counts, openings, absences] = await Promise.all([
      address.view === 'month' ? [] : visitsWithin(tx, id, range, only),
      address.view === 'month' ? visitCounts(tx, id, range, zone, only) : [],
      // A day's phone list marks the days of its week on which something is in play.
      openingsWithin(
        tx,
        id,
        address.view === 'day' ? rangeOf([week.start, week.end], zone) : range,
        only,
      ),
      absencesWithin(tx, id, range, only),
    ])
    const plan: OpeningPlan = {
      offersOn: clinic.offersOn,
      mailFailsSince: clinic.mailFailsSince,
      nextLook: clinic.rescheduleOn
        ? nextSweep({ at: clinic.rescheduleAt, zone, lastDay: lastSweep, now })
        : null,
    }
    return {
      address,
      days,
      details,
      practitioners: everybody.filter(
        (person) => person.active || visits.some((visit) => visit.practitionerId === person.id),
      ),
      chosen: address.view === 'week' ? (one ?? active[0]) : chosen,
      phone: one,
      data: { visits, openings, absences },
      counts,
      plan,
      now,
    }
  })
}

function listed(view: string, chosenId: string | undefined): string | undefined {
  return view === 'day' ? undefined : chosenId
}
