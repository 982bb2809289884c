import { Button } from '../ui/button'
import { buttonClass } from '../ui/button-class'
import { EraseButton } from './erase-button'
import type { Erasure } from './erase-dialog'

type Props = {
  patientId: string
  /** In which language the page to print is for the patient. */
  language: 'en' | 'de'
  mayExport: boolean
  /** What stands before erasing; null for who may not. */
  erasure: Erasure | null
}

/** What a patient can ask for (docs/data-protection.md): everything that is kept of them, and to be erased. */
export function TheirData({ patientId, language, mayExport, erasure }: Props) {
  if (!mayExport && !erasure) return null
  return (
    <>
      <h2 className="pt-6 pb-1 text-14 font-strong text-ink">Their data</h2>
      <p className="mb-2.5 text-13 text-ink-2">
        For when they ask what you keep of them, or to be erased. Make sure that it is they who ask.
        What is given out is noted in the activity.
      </p>
      <div className="flex flex-wrap gap-2">
        {mayExport && (
          <>
            {/* Not our link: a document in the patient's language begins anew. */}
            <a
              href={`/patients/${patientId}/record?lang=${language}`}
              className={buttonClass('outline', 'compact')}
            >
              Read or print
            </a>
            <form method="post" action={`/patients/${patientId}/record.json`}>
              <Button size="compact" type="submit">
                Save as a file
              </Button>
            </form>
          </>
        )}
        {erasure && <EraseButton patientId={patientId} erasure={erasure} />}
      </div>
    </>
  )
}
