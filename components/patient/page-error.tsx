'use client'

import { NoticePage } from '../frame/notice-page'
import { buttonClass } from '../ui/button-class'

// Neither the patients' texts nor our Button: this goes to every browser, in case.
const words = {
  en: {
    title: 'This page could not be shown',
    lead: 'We are sorry. If you have just answered, we may not have it: please open the page again in a moment, or call the clinic; its number is in our mail to you.',
    again: 'Try again',
  },
  de: {
    title: 'Diese Seite ließ sich nicht anzeigen',
    lead: 'Das tut uns leid. Wenn Sie gerade geantwortet haben, ist es vielleicht nicht angekommen: Bitte öffnen Sie die Seite gleich noch einmal, oder rufen Sie die Praxis an; die Nummer steht in unserer E-Mail an Sie.',
    again: 'Noch einmal versuchen',
  },
}

/** What a patient's page shows when it fails, in the document's language. */
export function PageError({ reset }: { reset: () => void }) {
  const german = typeof document !== 'undefined' && document.documentElement.lang === 'de'
  const { title, lead, again } = words[german ? 'de' : 'en']
  return (
    <NoticePage
      title={title}
      actions={
        <button type="button" className={buttonClass('primary', 'touch')} onClick={reset}>
          {again}
        </button>
      }
    >
      <p>{lead}</p>
    </NoticePage>
  )
}
