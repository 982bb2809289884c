type Refused = { name: string; reason: string; said: string }
type Said = { title: string; detail: string }

/** Toasts that fit beside the one that says what was done. */
const most = 2

/**
 * What some of many visits were refused for, with `done` as what they were not: once per reason,
 * with the patients whom it befell. More reasons than fit are one text.
 */
export function refusedWords(done: string, refused: readonly Refused[]): Said[] {
  const reasons = [...new Set(refused.map(({ reason }) => reason))].map((reason) => {
    const some = refused.filter((one) => one.reason === reason)
    return { names: namesOnce(some).join(', '), said: some[0]?.said ?? '' }
  })
  if (reasons.length > most) {
    const detail = reasons.map(({ names, said }) => `${names}: ${said}`).join(' ')
    return [{ title: `Not ${done}: ${refused.length} visits`, detail }]
  }
  return reasons.map(({ names, said }) => ({ title: `Not ${done}: ${names}`, detail: said }))
}

/** Names in their order, each once: 'Ludovic Petit (5 visits)' where it stands for several. */
export function namesOnce(visits: readonly { name: string }[]): string[] {
  const counts = new Map<string, number>()
  for (const { name } of visits) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count} visits)`))
}
