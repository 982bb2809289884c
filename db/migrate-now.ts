import { migrate } from './migrate'

// `npm run migrate`: brings the database of DATABASE_URL to the newest schema, before a deployment.
const url = process.env.DATABASE_URL
if (!url) {
  process.stderr.write('DATABASE_URL is not set: give the address of the database to migrate.\n')
  process.exit(1)
}
await migrate(url)
process.stdout.write('The database is at the newest schema.\n')
