import { migrate } from './migrate'

// `npm run migrate`: brings a hosted database to the newest schema, before a deployment.
const url = process.env.MIGRATION_DATABASE_URL
if (!url) {
  process.stderr.write(
    'MIGRATION_DATABASE_URL is not set: give the address of the role that owns the tables, as "npm run roles" prints it.\n',
  )
  process.exit(1)
}
await migrate(url)
process.stdout.write('The database is at the newest schema.\n')
