import { z } from 'zod'

const count = z.number().int().min(0)

/** What a backup says of itself, in its last entry: a file without it is not whole. */
export const manifestSchema = z.object({
  format: z.literal(1),
  /** An instant, in UTC. */
  madeAt: z.iso.datetime(),
  /** PostgreSQL's version there. */
  server: z.string(),
  /** The migrations that the database had, by their `when`. */
  migrations: z.array(z.number()).min(1),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()).min(1),
      rows: count,
      bytes: count,
      sha256: z.string(),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
})

export type Manifest = z.infer<typeof manifestSchema>

/** The counts and the hash of a table's data: what goes in and what comes out must have the same. */
export type Sum = Pick<Manifest['tables'][number], 'rows' | 'bytes' | 'sha256'>
