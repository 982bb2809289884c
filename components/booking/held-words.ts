import type { FreeChoice } from './free-days'

const list = new Intl.ListFormat('en-GB')

/** For whom a time is held and until when, and what comes of taking it all the same. */
export function heldWords({ heldUntil, heldFor = [] }: Pick<FreeChoice, 'heldUntil' | 'heldFor'>) {
  const title = `Held for ${heldFor.length > 0 ? list.format(heldFor) : 'a patient'} until ${heldUntil}.`
  return heldFor.length > 1
    ? {
        title,
        note: 'Taking it now ends their offers: each is told by mail and keeps their own time.',
      }
    : {
        title,
        note: 'Taking it now ends the offer: the patient is told by mail and keeps their own time.',
      }
}
