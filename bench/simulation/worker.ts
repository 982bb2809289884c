import { parentPort } from 'node:worker_threads'
import { measure } from './measures'
import type { Job } from './pool'
import { runYear } from './run'

parentPort?.on('message', ({ index, seed, policy, assumptions }: Job & { index: number }) => {
  parentPort?.postMessage({ index, measures: measure(runYear(seed, policy, assumptions)) })
})
