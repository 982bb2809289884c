'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { IconButton } from '../ui/button'
import { IconSearch } from '../ui/icons'
import { Kbd } from '../ui/kbd'
import { isSomethingOpen } from '../ui/keys'

const SearchPalette = dynamic(() => import('./search-palette').then((m) => m.SearchPalette), {
  ssr: false,
})

const label = 'Search patients, visits'

type Props = {
  mayBook: boolean
  /** Whether ⌘ K or Ctrl K opens the search as well; for one button of the page. */
  byKey?: boolean
}

/** Opens the search for patients: drawn as a field where there is room, else an icon. */
export function SearchButton({ mayBook, byKey = false }: Props) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!byKey) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      if (!isSomethingOpen()) setOpen(true)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [byKey])
  const opens = { 'aria-haspopup': 'dialog', onClick: () => setOpen(true) } as const
  return (
    <>
      <IconButton
        label={label}
        icon={<IconSearch size={20} />}
        className="wide:hidden"
        {...opens}
      />
      <button
        type="button"
        aria-label={label}
        className="flex h-control w-60 items-center gap-2 rounded-control border border-line bg-raised px-3 text-13 text-ink-3 hover:border-line-strong max-wide:hidden"
        {...opens}
      >
        <IconSearch className="text-ink-2" />
        <span className="flex-1 text-left">{label}</span>
        <Kbd>⌘ K</Kbd>
      </button>
      {open && <SearchPalette mayBook={mayBook} onClose={() => setOpen(false)} />}
    </>
  )
}
