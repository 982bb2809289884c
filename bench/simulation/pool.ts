import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Assumptions } from './assumptions'
import type { Measures } from './measures'
import type { Policy } from './policies'

/** One clinic-year to simulate. */
export type Job = { seed: number; policy: Policy; assumptions: Assumptions }

/** Simulates them on all processors; the measures are in the order of the jobs. */
export async function runAll(
  jobs: readonly Job[],
  done: (count: number) => void,
): Promise<Measures[]> {
  const results: Measures[] = []
  let next = 0
  let finished = 0
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./worker.mjs', import.meta.url))
      const give = () => {
        const index = next++
        const job = jobs[index]
        if (job) worker.postMessage({ index, ...job })
        else worker.terminate().then(() => resolve())
      }
      worker.on('message', ({ index, measures }: { index: number; measures: Measures }) => {
        results[index] = measures
        done(++finished)
        give()
      })
      worker.on('error', reject)
      give()
    })
  const workers = Math.min(availableParallelism(), jobs.length)
  await Promise.all(Array.from({ length: workers }, work))
  return results
}
