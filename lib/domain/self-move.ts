/** Whether patients may move their visit themselves, and to which times. */
export type SelfMove =
  | { may: true /** The earliest start that they may choose. */; from: Date }
  | { may: false; why: 'not-allowed' | 'too-late' }

/**
 * What a clinic lets a patient do: `hours` before the visit's start is the last moment, and the new
 * time must be at least as far away. Null: patients do not move visits.
 */
export function selfMove(visitStart: Date, hours: number | null, now: Date): SelfMove {
  if (hours === null) return { may: false, why: 'not-allowed' }
  const from = new Date(+now + hours * 3_600_000)
  return visitStart > now && visitStart >= from
    ? { may: true, from }
    : { may: false, why: 'too-late' }
}
