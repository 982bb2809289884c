import { openSecrets } from '../data-dir'

/** A stack's database as its server's superuser, whom no policy binds: for tests and figures. */
export function asSuperuser(database: string, dataDir: string): string {
  const { databaseOwnerPassword: password } = openSecrets(dataDir)
  return Object.assign(new URL(database), { username: 'postgres', password }).href
}
