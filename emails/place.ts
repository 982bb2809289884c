import type { Lang, MailClinic } from '@/emails/kinds'
import { zoneName } from '@/lib/domain/format'

// 'Elbchaussee 14, 22765 Hamburg': the name after a postcode that stands before it.
const afterPostcode = /,\s*(?:[A-Z]{1,2}-)?\d{4,5}\s+(\p{L}[\p{L} .'-]*)$/u

/** The place that a clinic's times are for: its city, or the city that its zone is named after. */
export function placeOf({ address, zone }: MailClinic, lang: Lang): string {
  return afterPostcode.exec(address.trim())?.[1] ?? zoneName(zone, lang)
}
