import { useEffect, useRef } from 'react'
import type { PatientItem } from '../booking/patient-item'
import { askPatients } from '../booking/questions'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { Link } from '../ui/link'
import type { PatientInput } from './schema'

type Props = {
  /** Those of the name and birth date that were typed; nothing is shown for none. */
  items: PatientItem[]
  busy: boolean
  /** Adds the new patient all the same. */
  onAdd: () => void
} & ({ onChoose: (one: PatientItem) => void; link?: never } | { link: true; onChoose?: never })

/** Before somebody is entered a second time: who is here already, to be taken, and how to add another. */
export function KnownAlready(props: Props) {
  return props.items.length > 0 && <Known {...props} />
}

function Known({ items, busy, onAdd, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // It may lie below what a dialog shows. (The newest browsers answer with a promise: no clean-up.)
    void box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={box} className="scroll-my-2">
      <Banner
        role="alert"
        title="A patient of this name and birth date is here already."
        className="mt-3"
        action={
          <div className="flex w-full flex-col gap-2">
            {items.map((one) => (
              <div key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <p className="min-w-0 flex-1 basis-40 text-13">
                  <span className="font-mid">{one.name}</span>
                  <span className="block text-ink-2 wrap-anywhere">
                    {[one.line, one.detail].filter(Boolean).join(' · ')}
                  </span>
                </p>
                {onChoose ? (
                  <Button size="compact" onClick={() => onChoose(one)} disabled={busy}>
                    Choose {one.givenName}
                  </Button>
                ) : (
                  <Link href={`/patients/${one.id}`} className="link">
                    Open
                  </Link>
                )}
              </div>
            ))}
            <Button size="compact" className="self-start" onClick={onAdd} busy={busy}>
              Add as another patient
            </Button>
          </div>
        }
      />
    </div>
  )
}

/** Those who may be the same person as a new patient; empty also where the server does not answer. */
export async function knownAlike(details: PatientInput): Promise<PatientItem[]> {
  const { givenName, familyName, birthDate } = details
  const result = await askPatients({ alike: { givenName, familyName, birthDate } })
  return result.ok ? result.value : []
}
