import { headers } from 'next/headers'
import { cache } from 'react'
import { chosenLanguage } from '@/components/patient/page'
import { inClinic } from '@/db/client'
import { languageOfPatient } from '@/db/queries/patient/pages'
import type { Language } from '@/lib/domain/format'
import { pathHeader } from '@/lib/own-path'
import { findToken } from '@/lib/tokens'

/**
 * The language of the document that is being made, for its root element and its title: as its
 * address asks for (`?lang`), on a page behind a link else the patient's own, and where that link
 * belongs to nothing the browser's. All other pages are English.
 */
export const documentLanguage = cache(async (): Promise<Language> => {
  const sent = await headers()
  const { pathname, searchParams } = new URL(sent.get(pathHeader) ?? '/', 'http://own')
  const chosen = chosenLanguage(searchParams.get('lang') ?? undefined)
  if (chosen) return chosen
  const [, folder, token = ''] = pathname.split('/')
  if (folder !== 'visit' && folder !== 'offer') return 'en'
  // Where the database does not answer, the page itself says so; its frame still has a language.
  const own = await languageBehind(folder, token).catch(() => null)
  return own ?? browserLanguage(sent)
})

async function languageBehind(folder: 'visit' | 'offer', token: string): Promise<Language | null> {
  const link = await findToken(token, folder)
  return link && inClinic(link.clinicId, (tx) => languageOfPatient(tx, link))
}

function browserLanguage(sent: Headers): Language {
  return /^de\b/i.test(sent.get('accept-language') ?? '') ? 'de' : 'en'
}
