import { BackupRefused } from '@/db/backup/refused'

/** An end that a person can act on: one sentence that says what is wrong and what to do. */
export class Failure extends Error {
  override name = 'Failure'
}

/** The sentence to show for any error: its own where it is made for people, or the message behind a lead. */
export function sentence(error: unknown): string {
  if (error instanceof Failure || error instanceof BackupRefused) return error.message
  if (isFull(error)) return 'The disk is full. Free some space, then start again.'
  return `Something went wrong that Medcal did not expect: ${error instanceof Error ? error.message : String(error)}`
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC'
}
