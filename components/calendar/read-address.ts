import { type Day, isDay } from '@/lib/domain/time'
import { type Address, views } from './address'

export type SearchParams = Record<string, string | string[] | undefined>

const id = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Reads the calendar's address; what is missing or makes no sense is the default: the day view of `today`. */
export function readAddress(params: SearchParams, today: Day): Address {
  const one = (name: string) => [params[name]].flat()[0] ?? ''
  const practitioner = one('with')
  return {
    view: views.find((view) => view === one('view')) ?? 'day',
    date: isDay(one('date')) ? one('date') : today,
    practitioner: practitioner === 'all' || id.test(practitioner) ? practitioner : null,
    visit: id.test(one('visit')) ? one('visit') : null,
  }
}
