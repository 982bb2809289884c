import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { JWKS } from 'oidc-provider'
import { readJson, writePrivate } from '../data-dir'

/** The provider's signing keys: made once, so that sessions outlive a restart. */
export function openSigningKeys(file: string): JWKS {
  const known = readJson<JWKS>(file)
  if (known) return known
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = {
    ...privateKey.export({ format: 'jwk' }),
    kid: randomUUID(),
    use: 'sig',
    alg: 'RS256',
  }
  const made = { keys: [key] } as JWKS
  writePrivate(file, JSON.stringify(made))
  return made
}
