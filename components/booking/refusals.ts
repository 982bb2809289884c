/** What a refusal says at the field "From"; null when it is not about the time. */
export function timeRefusal({
  reason,
  message,
}: {
  reason: string
  message: string
}): string | null {
  if (reason === 'taken' || reason === 'not-free-any-more') return 'That time has just been taken.'
  if (reason === 'past') return 'That time has passed.'
  if (reason === 'outside-hours') return 'That is outside working hours.'
  return reason === 'no-such-wall-time' ? message : null
}
