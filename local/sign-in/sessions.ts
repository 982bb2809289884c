import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider'
import { readJson, writePrivate } from '../data-dir'

interface Entry {
  payload: AdapterPayload
  /** Epoch ms; undefined never ends. */
  expires?: number
}

export interface Sessions {
  adapter: AdapterConstructor
  /** Writes what has not been written yet. */
  flush(): void
}

/** The provider's sessions, grants and tokens: in memory, and in a file that survives restarts. */
export function openSessions(file: string): Sessions {
  const entries = new Map(Object.entries(readJson<Record<string, Entry>>(file) ?? {}))
  let pending: NodeJS.Timeout | undefined

  function flush() {
    if (!pending) return
    clearTimeout(pending)
    pending = undefined
    const now = Date.now()
    for (const [key, { expires }] of entries) if (expires && expires < now) entries.delete(key)
    writePrivate(file, JSON.stringify(Object.fromEntries(entries)))
  }
  function changed() {
    pending ??= setTimeout(flush, 200)
  }
  function live(key: string): AdapterPayload | undefined {
    const entry = entries.get(key)
    return entry && (entry.expires ?? Number.POSITIVE_INFINITY) > Date.now()
      ? entry.payload
      : undefined
  }

  class FileAdapter implements Adapter {
    constructor(private readonly model: string) {}

    async upsert(id: string, payload: AdapterPayload, expiresIn?: number) {
      const expires = expiresIn ? Date.now() + expiresIn * 1000 : undefined
      entries.set(this.key(id), { payload, expires })
      changed()
    }
    async find(id: string) {
      return live(this.key(id))
    }
    async findByUid(uid: string) {
      return this.first((payload) => payload.uid === uid)
    }
    async findByUserCode(userCode: string) {
      return this.first((payload) => payload.userCode === userCode)
    }
    async consume(id: string) {
      const payload = live(this.key(id))
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      changed()
    }
    async destroy(id: string) {
      entries.delete(this.key(id))
      changed()
    }
    async revokeByGrantId(grantId: string) {
      for (const [key, { payload }] of entries) {
        if (key.startsWith(`${this.model}:`) && payload.grantId === grantId) entries.delete(key)
      }
      changed()
    }
    private key(id: string) {
      return `${this.model}:${id}`
    }
    private first(matches: (payload: AdapterPayload) => boolean) {
      for (const [key, { payload }] of entries) {
        if (key.startsWith(`${this.model}:`) && matches(payload)) return live(key)
      }
      return undefined
    }
  }
  return { adapter: FileAdapter, flush }
}
