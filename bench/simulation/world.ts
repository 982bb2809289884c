import { addDays, type Day, dayRange } from '@/lib/domain/time'
import { noWishes, type Wishes } from '@/lib/domain/wishes'
import type { Assumptions } from './assumptions'
import { between, countOf, logNormal, pick, type Random, stream } from './random'

export const hour = 3_600_000
export const dayLong = 24 * hour

export type Patient = {
  id: number
  age: string
  language: string
  /** Answers mail at all. */
  answers: boolean
  /** Answers one mail, given that: a chance. */
  answersOne: number
  /** How slow, against others. */
  delay: number
}

/** Somebody asks for a visit. Drawn before anything happens, so the same under every policy. */
export type Request = {
  id: number
  at: number
  patient: Patient
  typeId: string
  minutes: number
  practitioner: number
  /** Would go to another practitioner for it. */
  anyPractitioner: boolean
  /** From when on the visit is wanted. */
  from: number
  waitlisted: boolean
  /** What truly suits the patient, and whether the clinic was told. */
  wishes: Wishes
  told: boolean
}

/** When it begins, when figures are taken, when requests end. */
export type Span = { day: Day; from: number; until: number; end: number; days: number }

const firstDay = '2026-01-05'
const coolDownWeeks = 4

export function spanOf({ zone, warmUpWeeks, weeks }: Assumptions): Span {
  const at = (week: number) => +dayRange(addDays(firstDay, 7 * week), zone).start
  const all = warmUpWeeks + weeks + coolDownWeeks
  return {
    day: firstDay,
    from: at(warmUpWeeks),
    until: at(warmUpWeeks + weeks),
    end: at(all),
    days: 7 * all,
  }
}

/** All requests of a span, by time. */
export function requestsOf(seed: number, a: Assumptions): Request[] {
  const { day, days } = spanOf(a)
  const random = stream(seed, 'requests')
  const weekMinutes = a.hours.reduce(
    (sum, h) => sum + minutesOf(h.endsAt) - minutesOf(h.startsAt),
    0,
  )
  const meanMinutes = a.types.reduce((sum, { minutes, share }) => sum + minutes * share, 0)
  const perWeek = (a.demand * weekMinutes * a.practitioners) / meanMinutes
  const weekdays = new Set(a.hours.map(({ weekday }) => weekday))
  const requests: Request[] = []
  for (let i = 0; i < days; i++) {
    if (!weekdays.has((i % 7) + 1)) continue
    const { start } = dayRange(addDays(day, i), a.zone)
    const times = Array.from({ length: countOf(random, perWeek / weekdays.size) }, () =>
      between(random, 8, 18),
    ).sort((x, y) => x - y)
    for (const time of times) requests.push(request(seed, a, requests.length, +start + time * hour))
  }
  return requests
}

function request(seed: number, a: Assumptions, id: number, at: number): Request {
  const random = stream(seed, 'request', id)
  const type = pick(random, a.types)
  const practitioner = Math.floor(random() * a.practitioners)
  const acute = random() < a.acute
  const lead = acute
    ? between(random, 0, 2)
    : Math.min(a.routineLeadDays.most, logNormal(random, a.routineLeadDays))
  return {
    id,
    at,
    patient: patient(seed, a, Math.floor(random() * a.patients)),
    typeId: type.id,
    minutes: type.minutes,
    practitioner,
    anyPractitioner: acute || random() >= a.ownPractitioner,
    from: at + lead * dayLong,
    waitlisted: random() < a.openToEarlier,
    told: random() < a.wishesTold,
    wishes: wishes(random, a, practitioner),
  }
}

function patient(seed: number, a: Assumptions, id: number): Patient {
  const random = stream(seed, 'patient', id)
  const age = pick(random, a.ages)
  const language = pick(random, a.languages)
  return {
    id,
    age: age.group,
    language: language.group,
    answers: random() < a.everAnswers * age.answers * language.answers,
    answersOne: a.answersThisOne,
    delay: age.delay,
  }
}

function wishes(random: Random, a: Assumptions, practitioner: number): Wishes {
  const weekdayOff = 1 + Math.floor(random() * 5)
  const [own, off, part] = [random(), random(), random()]
  return {
    ...noWishes,
    practitionerIds: own < a.wishesOwnPractitioner ? [String(practitioner)] : [],
    weekdays:
      off < a.wishesWeekdaysOff
        ? [1, 2, 3, 4, 5].filter((d) => d !== weekdayOff && d !== (weekdayOff % 5) + 1)
        : [],
    times: part < a.wishesTimeOfDay ? [part < a.wishesTimeOfDay / 2 ? 'morning' : 'afternoon'] : [],
    noticeMinutes: 60 * pick(random, a.noticeNeededHours).hours,
  }
}

function minutesOf(time: string): number {
  return 60 * Number(time.slice(0, 2)) + Number(time.slice(3))
}
