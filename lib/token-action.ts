import 'server-only'
import { redirect, unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { isSameOrigin, unexpected } from './actions'
import type { Reason } from './domain/result'
import { findToken, type TokenPurpose, type TokenRow } from './tokens'

/** What the page says about the answer that was just sent. */
export type Said = 'wish-on' | 'wish-off' | 'kept' | 'failed' | Reason

/**
 * Makes a server action for a page behind a link: the form's token decides what it may touch. It
 * always ends at the page's own address, so that it works with scripts off and can be sent twice.
 */
export function tokenAction<S extends z.ZodType>(
  purpose: TokenPurpose,
  folder: 'visit' | 'offer',
  schema: S,
  run: (link: TokenRow, input: z.output<S>) => Promise<Said | null>,
): (form: FormData) => Promise<void> {
  return async (form) => {
    // Whoever calls this without a browser may send anything.
    const fields = form instanceof FormData ? Object.fromEntries(form) : {}
    const { token, lang, ...input }: Record<string, unknown> = fields
    // No longer than a token is: it goes into a header.
    const page = `/${folder}/${encodeURIComponent(String(token).slice(0, 43))}`
    const language = lang === 'de' || lang === 'en' ? lang : null
    const search = new URLSearchParams(language ? { lang: language } : {})
    try {
      const link = (await isSameOrigin()) ? await findToken(String(token), purpose) : null
      const parsed = schema.safeParse(input)
      const said = link && parsed.success ? await run(link, parsed.data) : 'failed'
      if (said) search.set('said', said)
    } catch (error) {
      unstable_rethrow(error)
      unexpected(error)
      search.set('said', 'failed')
    }
    redirect(search.size > 0 ? `${page}?${search}` : page)
  }
}
