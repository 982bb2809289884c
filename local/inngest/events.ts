import type { Db } from './database'
import { jsonText } from './database'
import type { Engine } from './engine'
import type { StoredEvent } from './protocol'

/** Stores events without telling anybody; returns the ones that were not there yet. */
export async function insertEvents(
  engine: Engine,
  tx: Db,
  events: StoredEvent[],
): Promise<StoredEvent[]> {
  if (events.length === 0) return []
  const rows = await tx<{ id: string }[]>`
    INSERT INTO inngest.events (id, name, payload, received_at)
    SELECT id, name, payload::json, ${engine.clock.now()}
    FROM unnest(${events.map((event) => event.id)}::text[],
                ${events.map((event) => event.name)}::text[],
                ${events.map(jsonText)}::text[]) AS incoming (id, name, payload)
    ON CONFLICT (id) DO NOTHING
    RETURNING id`
  const inserted = new Set(rows.map((row) => row.id))
  // Deleting as we go keeps the first of two equal ids within one batch, and only that.
  return events.filter((event) => inserted.delete(event.id))
}
