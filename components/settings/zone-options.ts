import type { Option } from '@/components/ui/select-field'

/** Every IANA zone that this server knows, with `also` if it is another. */
export function zoneOptions(also?: string): Option[] {
  const names = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...(also ? [also] : [])])
  return [...names].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}
