import type { ReactNode } from 'react'
import { PatientLead, PatientNote, PatientTitle } from '@/components/frame/patient-frame'
import { Glyph } from '@/components/status/glyph'
import type { PageWords } from './texts'

type Props = {
  words: PageWords
  /** `done`: what the patient asked for has happened. */
  mark?: 'done'
  /** The visit that the words are about. */
  card?: ReactNode
  /** What one may do now. */
  children?: ReactNode
}

/** A calm page that says what is the case now, and what to do. */
export function Notice({ words, mark, card, children }: Props) {
  return (
    <>
      {mark && <Glyph state="filled" size={44} className="mb-4 text-arrived-fill" />}
      <PatientTitle>{words.title}</PatientTitle>
      {words.lead && <PatientLead>{words.lead}</PatientLead>}
      {card}
      {words.note && <PatientNote>{words.note}</PatientNote>}
      {children && <div className="mt-6">{children}</div>}
    </>
  )
}
