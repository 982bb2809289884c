/** A hold as its countdown is drawn: `now` is the instant at which the page is. */
export function holdOf({ offeredAt, expiresAt }: { offeredAt: Date; expiresAt: Date }, now: Date) {
  return {
    until: expiresAt.toISOString(),
    total: (+expiresAt - +offeredAt) / 60_000,
    now: now.toISOString(),
  }
}
