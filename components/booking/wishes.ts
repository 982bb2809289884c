import { noWishes, type Wishes } from '@/lib/domain/wishes'

/** How much notice one can choose, in minutes. */
export const notices = [
  { minutes: 120, label: '2 h' },
  { minutes: 240, label: '4 h' },
  { minutes: 1440, label: '1 day' },
  { minutes: 2880, label: '2 days' },
] as const

export const dayTimes = [
  { value: 'morning', label: 'Before noon' },
  { value: 'afternoon', label: 'Afternoon' },
  { value: 'evening', label: 'After 17:00' },
] as const satisfies { value: Wishes['times'][number]; label: string }[]

/** The most days that a wish can ask an earlier time to gain. */
export const mostGainDays = 365

/** How many days an earlier time must gain, as typed; null where that is empty or no such number. */
export function gainDays(typed: string): number | null {
  const days = typed.trim() === '' ? Number.NaN : Number(typed)
  return Number.isInteger(days) && days >= 0 && days <= mostGainDays ? days : null
}

/** What a booking starts with: any day and time with the same practitioner. */
export function firstWishes(practitionerId: string): Wishes {
  const practitionerIds = practitionerId ? [practitionerId] : []
  return { ...noWishes, practitionerIds, noticeMinutes: 240 }
}

/**
 * One of `all` taken off a list of wishes, or put on it. The empty list means all: it shows as all
 * chosen, and a list that has come to hold all (or none) becomes it.
 */
export function toggled<T>(wished: readonly T[], one: T, all: readonly T[]): T[] {
  const now = wished.length === 0 ? all : wished
  const next = now.includes(one) ? now.filter((other) => other !== one) : [...now, one]
  return all.every((other) => next.includes(other)) ? [] : all.filter((a) => next.includes(a))
}

/** Whether a list of wishes has it: the empty list has all. */
export function has<T>(wished: readonly T[], one: T): boolean {
  return wished.length === 0 || wished.includes(one)
}
