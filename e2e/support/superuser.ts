import postgres from 'postgres'
import { asSuperuser } from '@/local/testing/superuser'
import { stack, stackFolder } from './stack'

/** Works on the stack's database as its superuser: what no member of staff and no app can do. */
export async function withSuperuser<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(asSuperuser(stack.database, stackFolder), { max: 2, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
