import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type postgres from 'postgres'

// Every SQL function lives in `db/sql`, in a file of its name, with the triggers that call it. One
// that runs with more than its caller's rights is in the folder of the role that owns it. To change a
// function, change its file: `migrate` applies what is not there yet, after the migrations. What a
// function of each file is made from stands in its comment in the database.
//
// No migration makes a function. One that takes away what a function needs, or that a function of an
// older migration is to go for good, drops it there.

/** Of each file: what its function is called, who owns it (null: who migrates), and a mark of what it says. */
export type SqlFunction = { name: string; owner: string | null; sql: string; mark: string }

const folder = fileURLToPath(new URL('./sql', import.meta.url))
/** The roles that functions may look past row-level security as: db/roles.ts makes them. */
const owners = ['medcal_lookup', 'medcal_eraser']

/** All functions as their files say. */
export function knownFunctions(): SqlFunction[] {
  return [null, ...owners].flatMap((owner) => {
    const inside = path.join(folder, owner ?? '')
    const files = fs.readdirSync(inside).filter((file) => file.endsWith('.sql'))
    return files
      .sort()
      .map((file) =>
        sqlFunction(path.parse(file).name, owner, fs.readFileSync(path.join(inside, file), 'utf8')),
      )
  })
}

/** A function by the text of its file. */
export function sqlFunction(name: string, owner: string | null, sql: string): SqlFunction {
  const file = ['db/sql', owner, `${name}.sql`].filter(Boolean).join('/')
  const hash = createHash('sha256').update(sql).digest('hex').slice(0, 16)
  return { name, owner, sql, mark: `${file} ${hash}` }
}

/**
 * Makes the functions as their files say, where they are not so yet, and drops those whose file is
 * gone. The transaction's role owns the tables and is a member of the functions' owners.
 */
export async function applyFunctions(
  tx: postgres.ISql,
  functions = knownFunctions(),
): Promise<void> {
  const made = await tx<{ signature: string; mark: string }[]>`
    select oid::regprocedure::text as signature, obj_description(oid, 'pg_proc') as mark from pg_proc
    where pronamespace = 'public'::regnamespace and obj_description(oid, 'pg_proc') like 'db/sql/%'`
  const fileOf = (mark: string) => mark.split(' ')[0]
  const files = new Set(functions.map(({ mark }) => fileOf(mark)))
  for (const { signature, mark } of made) {
    if (!files.has(fileOf(mark))) await tx.unsafe(`drop function ${signature}`)
  }
  const marks = new Set(made.map(({ mark }) => mark))
  for (const one of functions) if (!marks.has(one.mark)) await make(tx, one)
}

/**
 * A function that runs with its owner's rights must belong to a role that may look past row-level
 * security; whoever makes a function owns it. So the transaction takes that role for the moment. The
 * role may make nothing in `public`, and gets that right only around the one statement. PostgreSQL
 * lets everybody call a new function: that is taken back, and only the app's role may call it.
 */
async function make(tx: postgres.ISql, { name, owner, sql, mark }: SqlFunction): Promise<void> {
  await dropUnused(tx, name)
  if (owner) {
    await tx.unsafe(`
      grant create on schema public to ${owner};
      set local role ${owner};
      ${sql}
      set local role none;
      revoke create on schema public from ${owner};
      revoke all on function public.${name} from public;
      grant execute on function public.${name} to medcal_app`)
  } else {
    await tx.unsafe(sql)
  }
  await tx.unsafe(`comment on function public.${name} is '${mark}'`)
}

/**
 * Drops a function that is to be made anew: CREATE OR REPLACE takes neither another result nor
 * another owner, and other parameters would make a second function of the same name. One that a
 * trigger, policy or default calls stays, and can be replaced only as it is called.
 */
async function dropUnused(tx: postgres.ISql, name: string): Promise<void> {
  const unused = await tx<{ signature: string }[]>`
    select oid::regprocedure::text as signature from pg_proc p
    where pronamespace = 'public'::regnamespace and proname = ${name} and not exists (
      select from pg_depend d where d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid)`
  for (const { signature } of unused) await tx.unsafe(`drop function ${signature}`)
}
