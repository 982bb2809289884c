import { createHash, randomBytes } from 'node:crypto'

/** A new id, unguessable, that sorts by the instant it was made at. */
export function newId(at: Date): string {
  return `${at.getTime().toString(36).padStart(9, '0')}${randomBytes(10).toString('hex')}`
}

/**
 * The id of the `index`-th event of a request that the SDK may repeat: the same for each
 * repetition, because the SDK sends the same seed. Without a seed the id is new.
 */
export function seededEventId(seed: string | undefined, index: number, at: Date): string {
  if (!seed) return newId(at)
  return createHash('sha256').update(`${seed}:${index}`).digest('hex').slice(0, 32)
}
