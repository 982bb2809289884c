import type { BookingInput } from './schema'
import type { BookPrefill, DialogClinic } from './visit-ref'
import { wallClockOf } from './wall-clock'
import { firstWishes } from './wishes'

/** A new patient of whom nothing is known; without the language. */
export const emptyPatient = {
  givenName: '',
  familyName: '',
  email: '',
  phone: '',
  birthDate: '',
}

/**
 * What "New appointment" starts with: today, the first type and practitioner, or what is given. A
 * day gone by and a former practitioner cannot be booked, so they count as not given.
 */
export function firstValues(known: DialogClinic, prefill: BookPrefill): BookingInput {
  const zone = known.clinic.timeZone
  const given = known.practitioners.find((one) => one.id === prefill.practitionerId)
  const practitionerId = (given ?? known.practitioners[0])?.id ?? ''
  const { day: today } = wallClockOf(new Date().toISOString(), zone)
  const day = prefill.day && prefill.day > today ? prefill.day : today
  const place = prefill.startIso ? wallClockOf(prefill.startIso, zone) : { day, time: '' }
  return {
    patientId: prefill.patientId ?? '',
    typeId: prefill.typeId ?? known.types[0]?.id ?? '',
    practitionerId,
    ...place,
    openToEarlier: false,
    wishes: firstWishes(practitionerId),
    note: '',
    overHold: false,
  }
}
