/** 'Dr. Köhler' for 'Dr. Marlene Köhler': title and family name. Who has no title keeps the whole name. */
export function shortName(name: string): string {
  const parts = name.split(/\s+/)
  const titles = parts.filter((part) => part.endsWith('.'))
  return titles.length > 0 ? [...titles, parts.at(-1)].join(' ') : name
}
