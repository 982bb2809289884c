import 'server-only'
import { redirect, unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { isSameOrigin, unexpected } from './actions'
import { countPress } from './commands/count-press'
import { languages } from './domain/format'
import { pathWith } from './domain/path-with'
import type { Said } from './domain/patient-said'
import { findToken, type TokenPurpose, type TokenRow } from './tokens'

/** Where an answer leads, when not to the first page of its own link. */
export type Next = {
  said?: Said
  /** A page below the link's own: 'earlier'. */
  page?: string
  /** The path of another link, for an answer with which this one dies. */
  link?: string
  /** What the page is to show again: what was typed, or which part of it was open. An empty list counts. */
  shows?: Record<string, string | readonly string[] | undefined>
}

/**
 * Makes a server action for a page behind a link: the form's token decides what it may touch. It
 * always ends at an address, so that it works with scripts off and can be sent twice: the page's
 * own, unless `run` names another. A field that is sent more than once comes as a list. Of one link
 * only so many presses a day are looked at.
 */
export function tokenAction<S extends z.ZodType>(
  purpose: TokenPurpose,
  folder: 'visit' | 'offer',
  schema: S,
  run: (link: TokenRow, input: z.output<S>) => Promise<Said | Next | null>,
): (form: FormData) => Promise<void> {
  return async (form) => {
    // Whoever calls this without a browser may send anything.
    const { token, lang, ...input } = form instanceof FormData ? fieldsOf(form) : {}
    // It goes into a header: what cannot be a token is no part of an address.
    const own = `/${folder}/${/^[\w-]{1,43}$/.test(String(token)) ? token : 'unreadable'}`
    let next: Next
    try {
      const link = (await isSameOrigin()) ? await findToken(String(token), purpose) : null
      const parsed = schema.safeParse(input)
      const answer =
        link && parsed.success
          ? await looked(link, String(token), () => run(link, parsed.data))
          : 'failed'
      next = typeof answer === 'string' ? { said: answer } : (answer ?? {})
    } catch (error) {
      unstable_rethrow(error)
      unexpected(error)
      next = { said: 'failed' }
    }
    const { link = own, page, said, shows } = next
    const asked = languages.find((one) => one === lang)
    redirect(pathWith(page ? `${link}/${page}` : link, { lang: asked, said, ...shows }))
  }
}

/** Runs for a press, unless it is one of too many of that link. */
async function looked<T>(
  { clinicId }: TokenRow,
  token: string,
  run: () => Promise<T>,
): Promise<T | Said> {
  const refused = await countPress(clinicId, token)
  return refused ? refused.reason : run()
}

function fieldsOf(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const sent = form.getAll(name)
      return [name, sent.length === 1 ? sent[0] : sent]
    }),
  )
}
