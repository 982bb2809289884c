'use client'

import { useRouter } from 'next/navigation'
import { controlClass } from '@/components/ui/field'

type Props = {
  /** The chosen one's id; null for all. */
  chosen: string | null
  options: { label: string; href: string; id: string | null }[]
}

/** Whose visits a phone lists, where chips would take too much room. */
export function PractitionerSelect({ chosen, options }: Props) {
  const router = useRouter()
  return (
    <select
      aria-label="Practitioner"
      value={options.find(({ id }) => id === chosen)?.href}
      onChange={(event) => router.push(event.target.value, { scroll: false })}
      className={controlClass('w-full')}
    >
      {options.map(({ label, href }) => (
        <option key={href} value={href}>
          {label}
        </option>
      ))}
    </select>
  )
}
