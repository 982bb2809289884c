import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { resumeMessages } from '../mail/resume'
import { tendOpenings } from '../opening/tend'
import { eraseExpired } from '../patient/erase-expired'
import { relayOutbox } from '../relay-outbox'
import { askForSweeps } from './ask-for-sweeps'
import { noteTick } from './note-tick'
import { pruneChanges, pruneLimits, pruneOutbox } from './prune'

/** Each finds its work in the rows, and is safe to run twice and beside itself. */
const duties = {
  relayOutbox,
  tendOpenings,
  resumeMessages,
  askForSweeps,
  pruneOutbox,
  pruneChanges,
  pruneLimits,
  eraseExpired,
}

/**
 * One tick: everything that is due and that nobody else may have seen to. Notes first that it came.
 * The trouble of one duty does not keep the others from theirs; it throws at the end, with their
 * names. Returns what each did.
 */
export async function doWhatIsDue(): Promise<Record<string, unknown>> {
  await noteTick(env().APP_BASE_URL)
  const done: Record<string, unknown> = {}
  const failed: string[] = []
  for (const [name, duty] of Object.entries(duties)) {
    try {
      done[name] = await duty()
    } catch (err) {
      log.error({ err, duty: name }, 'a duty of the tick failed')
      failed.push(name)
    }
  }
  if (failed.length > 0) throw new Error(`The tick could not do: ${failed.join(', ')}`)
  return done
}
