import type { FreeChoice } from './free-days'

const list = new Intl.ListFormat('en-GB')

type Held = Pick<FreeChoice, 'heldUntil' | 'heldFor'>

/**
 * For whom a time is held and until when, and what comes of taking it all the same; with `press`,
 * the button that does, once it was refused.
 */
export function heldWords({ heldUntil, heldFor = [] }: Held, press: string | null) {
  const held = `eld for ${heldFor.length > 0 ? list.format(heldFor) : 'a patient'} until ${heldUntil}`
  const title = press ? `That time is h${held}: press ${press} to take it.` : `H${held}.`
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
