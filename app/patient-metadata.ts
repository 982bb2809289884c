import type { Metadata } from 'next'
import { type PatientTexts, patientTexts } from '@/components/patient/texts'
import { documentLanguage } from './document-language'

/** The title of a page behind a patient's link, in the language of the page. */
export async function patientMetadata(page: keyof PatientTexts['titles']): Promise<Metadata> {
  const { titles } = patientTexts(await documentLanguage())
  return { title: titles[page], robots: 'noindex' }
}
