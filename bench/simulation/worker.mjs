// A worker thread does not know TypeScript until it is told.
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')
