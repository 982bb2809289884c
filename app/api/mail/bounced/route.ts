import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { recordBounce } from '@/lib/commands/mail/record-bounce'
import { cleaned, searched, sentWord } from '@/lib/domain/plain-text'
import { env } from '@/lib/env'
import { mostBytes, readJson } from '@/lib/request-body'

/** A mail that came back; its Message-ID with or without its angle brackets and its host. */
const bounceSchema = z.object({
  messageId: sentWord(200)
    .transform((id) => id.trim().replace(/^<?([^@>]*).*$/s, '$1'))
    .pipe(z.guid('must be the Message-ID of a mail that Medcal sent')),
  permanent: z.boolean(),
  reason: searched(60_000)
    .default('')
    .transform((reason) => cleaned(reason.replace(/\s+/g, ' ').trim(), 200)),
})

/**
 * The mail relay tells of a mail that came back: `{ messageId, permanent, reason? }` with the header
 * `Authorization: Bearer <MAIL_WEBHOOK_SECRET>`. 404 without that variable, 401 with another secret,
 * 413 for more than 64 KB, 400 for what it cannot read; else `{ recorded }`, false for a mail that is not ours or known already.
 */
export async function POST(request: Request): Promise<Response> {
  const secret = env().MAIL_WEBHOOK_SECRET
  if (!secret) return new Response(null, { status: 404 })
  if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${secret}`)) {
    return Response.json({ error: 'unauthorized' }, { status: 401 })
  }
  const body = await readJson(request, mostBytes.form)
  if (!body.ok && body.status === 413) {
    return Response.json({ error: 'the body is larger than 64 KB' }, { status: 413 })
  }
  const bounce = bounceSchema.safeParse(body.ok ? body.value : null)
  if (!bounce.success) {
    return Response.json({ error: z.prettifyError(bounce.error) }, { status: 400 })
  }
  const result = await recordBounce(bounce.data)
  return Response.json({ recorded: result.ok && result.value.recorded })
}

/** Compares in a time that does not tell how much of it is right. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [given, right].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
