import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Cookie, Page } from '@playwright/test'
import { stack, stackFolder } from './stack'

/** The cookies by which a browser is signed in to the app. */
export async function sessionCookies(page: Page): Promise<Cookie[]> {
  const cookies = await page.context().cookies(stack.app)
  return cookies.filter(({ name }) => name.startsWith('__session'))
}

/**
 * Makes a browser's session as if time had passed: it ends in so many seconds, since nobody was at
 * it or since it has lasted as long as one may. Its cookie is written anew with the app's own key.
 */
export async function endSessionIn(
  page: Page,
  seconds: number,
  by: 'idle' | 'longest' = 'idle',
): Promise<void> {
  const [cookie, ...more] = await sessionCookies(page)
  if (!cookie || more.length > 0) throw new Error('There is no session, or one in parts')
  const { header, claims } = open(cookie.value)
  const exp = Math.floor(Date.now() / 1000) + seconds
  const internal = { ...claims.internal, ...(by === 'longest' && { createdAt: exp - 12 * 3600 }) }
  const value = seal(header, { ...claims, internal, exp })
  await page.context().addCookies([{ ...cookie, value, expires: exp }])
}

type Claims = { internal: { createdAt: number }; exp: number; [name: string]: unknown }

/** The cookie is a JWE of `dir` and `A256GCM`, whose key nextjs-auth0 derives from its secret. */
function key(): Buffer {
  const { auth0Secret } = JSON.parse(
    fs.readFileSync(path.join(stackFolder, 'secrets.json'), 'utf8'),
  ) as { auth0Secret: string }
  return Buffer.from(hkdfSync('sha256', auth0Secret, '', 'JWE CEK', 32))
}

function open(jwe: string): { header: string; claims: Claims } {
  const [header = '', , ...parts] = jwe.split('.')
  const [iv, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
  if (!iv || !text || !tag) throw new Error('The session’s cookie is no JWE')
  const cipher = createDecipheriv('aes-256-gcm', key(), iv)
  cipher.setAAD(Buffer.from(header)).setAuthTag(tag)
  const plain = Buffer.concat([cipher.update(text), cipher.final()])
  return { header, claims: JSON.parse(plain.toString()) as Claims }
}

function seal(header: string, claims: Claims): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), iv)
  cipher.setAAD(Buffer.from(header))
  const text = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()])
  const parts = [iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  return [header, '', ...parts].join('.')
}
