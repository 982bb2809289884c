import { dayIn, idIn, type Params, wordIn } from '@/lib/domain/params'
import type { Day } from '@/lib/domain/time'
import { type Address, views } from './address'

/** Reads the calendar's address; what is missing or makes no sense is the default: the day view of `today`. */
export function readAddress(params: Params, today: Day): Address {
  return {
    view: wordIn(params.view, views) ?? 'day',
    date: dayIn(params.date) ?? today,
    practitioner: wordIn(params.with, ['all']) ?? idIn(params.with),
    visit: idIn(params.visit),
  }
}
