import { createHash, randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { staff } from '@/db/seed/people'
import { readJson, writePrivate } from '../data-dir'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)
const linkLifetime = 3 * 24 * 60 * 60 * 1000

export interface Account {
  /** The OIDC subject: `demo|admin`, `local|<uuid>`. */
  id: string
  name: string
  email: string
  emailVerified: boolean
}

interface Created extends Account {
  salt: string
  password: string
  /** The link in the newest verification mail: only its hash is kept. */
  link?: { hash: string; expires: number }
}

export interface DemoAccount extends Account {
  may: string
}

const may = {
  admin: 'Admin: everything, and the clinic’s settings',
  scheduler: 'Scheduler: books, moves and cancels visits',
  practitioner: 'Practitioner: sees the calendar, marks visits',
}

/** The accounts that everybody may press on the sign-in page: the demo clinic's staff. */
export const demoAccounts: DemoAccount[] = staff.map(({ authSubject, email, name, role }) => ({
  ...{ id: authSubject, email, name, emailVerified: true, may: may[role] },
}))

export interface Accounts {
  find(id: string): Account | undefined
  /** Undefined when the address is taken; then nothing is stored. */
  create(of: { name: string; email: string; password: string }): Promise<Account | undefined>
  /** The account of an address and its password; undefined when they do not belong together. */
  check(email: string, password: string): Promise<Account | undefined>
  /** A new secret for a verification link; it replaces an older one and lives three days. */
  issueLink(id: string, now: number): string
  /** The account that a verification link stands for, until it is used or too old. */
  findByLink(secret: string, now: number): Account | undefined
  /** Counts the address as verified from now on; the link is used up. */
  verify(secret: string, now: number): Account | undefined
}

/** The accounts in a JSON file, beside the demo accounts. Addresses ignore upper and lower case. */
export function openAccounts(file: string): Accounts {
  const created = readJson<Created[]>(file) ?? []
  const save = () => writePrivate(file, `${JSON.stringify(created, null, 2)}\n`)
  const byLink = (secret: string, now: number) =>
    created.find(({ link }) => link?.hash === hashOf(secret) && link.expires > now)
  const byEmail = (email: string) => created.find((account) => account.email === fold(email))

  return {
    find: (id) => [...demoAccounts, ...created].find((account) => account.id === id),

    async create({ name, email, password }) {
      const salt = randomBytes(16)
      const key = await derive(password, salt, 32)
      if (byEmail(email) || demoAccounts.some((account) => account.email === fold(email))) return
      const account: Created = {
        id: `local|${randomUUID()}`,
        name,
        email: fold(email),
        emailVerified: false,
        salt: salt.toString('hex'),
        password: key.toString('hex'),
      }
      created.push(account)
      save()
      return account
    },

    async check(email, password) {
      const account = byEmail(email)
      // An unknown address costs the same time as a wrong password.
      const key = await derive(password, Buffer.from(account?.salt ?? '00', 'hex'), 32)
      return account && timingSafeEqual(key, Buffer.from(account.password, 'hex'))
        ? account
        : undefined
    },

    issueLink(id, now) {
      const secret = randomBytes(32).toString('base64url')
      const account = created.find((one) => one.id === id)
      if (account) {
        account.link = { hash: hashOf(secret), expires: now + linkLifetime }
        save()
      }
      return secret
    },

    findByLink: byLink,

    verify(secret, now) {
      const account = byLink(secret, now)
      if (account) {
        account.emailVerified = true
        delete account.link
        save()
      }
      return account
    },
  }
}

function fold(email: string): string {
  return email.trim().toLowerCase()
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
