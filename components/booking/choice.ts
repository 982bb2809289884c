import type { FreeChoice, FreeDay, FreeDays } from './free-days'

export type Chosen = { day: FreeDay; choice: FreeChoice }

/** The choice at a day and time, free or held; null when the practitioner is not free then. */
export function chosenAt(free: FreeDays | null, day: string, time: string): Chosen | null {
  const found = free?.days.find((one) => one.day === day)
  const choice = found?.times.find((one) => one.time === time)
  return found && choice ? { day: found, choice } : null
}

/** The first time after a day and time that is free and not held, among the days at hand. */
export function nextFree(free: FreeDays | null, day: string, time: string): Chosen | null {
  for (const one of free?.days ?? []) {
    if (one.day < day) continue
    const choice = one.times.find(
      ({ time: at, heldUntil }) => heldUntil === null && (one.day > day || at > time),
    )
    if (choice) return { day: one, choice }
  }
  return null
}

/** 'Mon 16 March, 10:10'. */
export function inFull({ day, choice }: Chosen): string {
  return `${day.label}, ${choice.time}`
}
