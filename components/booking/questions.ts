import type { z } from 'zod'
import { type Answer, offline } from '@/components/actions/call-action'
import type { patientSearchSchema } from '../patients/schema'
import type { FreeDays } from './free-days'
import type { PatientItem } from './patient-item'
import type { freeTimesSchema, whoWaitsSchema } from './schema'

/** What would come of a visit's time if it fell free. */
export type Waiting = { suited: number; atOnce: number; offersOn: boolean; begun: boolean }

/** What the dialogs ask while they are filled in (lib/staff-lookup.ts). */
export const askPatients = question<z.input<typeof patientSearchSchema>, PatientItem[]>(
  '/patients/search',
)
export const askFreeTimes = question<z.input<typeof freeTimesSchema>, FreeDays>(
  '/appointments/free-times',
)
export const askWhoWaits = question<z.input<typeof whoWaitsSchema>, Waiting>(
  '/appointments/who-waits',
)

/** Asks a route that answers staff's questions. */
export function question<Input, T>(path: string) {
  return async (input: Input): Promise<Answer<T>> => {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      })
      return (await response.json()) as Answer<T>
    } catch {
      return offline
    }
  }
}
