'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Input, TextField } from 'react-aria-components/TextField'
import { useBookingDialogs } from '../booking/booking-dialogs'
import type { PatientItem } from '../booking/patient-item'
import { usePatientSearch } from '../booking/use-patient-search'
import { IconButton } from '../ui/button'
import { ComboItemFacts, headerClass, rowClass } from '../ui/combo-field'
import { IconClose, IconList, IconPlus, IconSearch } from '../ui/icons'
import { Kbd } from '../ui/kbd'
import { useEnterAfter } from '../ui/use-enter-after'

/** For how many of the patients found a visit can be booked from here. */
const most = 3

type Props = { mayBook: boolean; onClose: () => void }

/** Finds patients while one types; arrow keys and Enter go to one, book for one, or list the visits. */
export function SearchPalette({ mayBook, onClose }: Props) {
  const router = useRouter()
  const [text, setText] = useState('')
  const found = usePatientSearch(text)
  const typed = text.trim()
  const go = (path: string) => {
    onClose()
    router.push(path)
  }
  // The first row, which is marked while one types.
  const enter = useEnterAfter(found.busy, () => {
    const [first] = found.items
    go(first ? patientHref(first) : visitsHref(typed))
  })
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fade fixed inset-0 z-40 flex items-start justify-center bg-scrim tablet:p-6 tablet:pt-[12dvh]"
    >
      <Modal className="rise flex max-h-[min(100%,560px)] w-full flex-col overflow-hidden border border-line bg-raised text-13 text-ink shadow-3 max-tablet:max-h-full max-tablet:rounded-b-panel tablet:w-[560px] tablet:rounded-panel">
        <Dialog aria-label="Search" className="flex min-h-0 flex-col outline-none">
          <Autocomplete inputValue={text} onInputChange={setText}>
            <div onKeyDownCapture={enter} className="contents">
              <TextField
                aria-label="Patient"
                autoFocus
                className="flex shrink-0 items-center gap-2.5 border-b border-line py-1.5 pr-3 pl-4"
              >
                <IconSearch className="text-ink-2" />
                <Input
                  placeholder="Name, email, phone or birth date"
                  autoComplete="off"
                  className="min-h-10 min-w-0 flex-1 bg-transparent text-16 outline-none tablet:text-14"
                />
                <Kbd className="max-tablet:hidden">Esc</Kbd>
                <IconButton
                  label="Close"
                  icon={<IconClose />}
                  onClick={onClose}
                  className="tablet:hidden"
                />
              </TextField>
            </div>
            <Found found={found} typed={typed} mayBook={mayBook} onClose={onClose} onGo={go} />
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

type FoundProps = Props & {
  found: ReturnType<typeof usePatientSearch>
  typed: string
  onGo: (path: string) => void
}

function Found({ found: { items, busy }, typed, mayBook, onClose, onGo }: FoundProps) {
  const { book } = useBookingDialogs()
  return (
    <ListBox
      aria-label="Found"
      className="min-h-0 overflow-y-auto p-1.5 outline-none empty:hidden"
      renderEmptyState={() => (
        <p className="px-2.5 py-2 text-13 text-ink-3">
          Type a patient’s name, email, phone or birth date.
        </p>
      )}
    >
      {items.length > 0 && (
        <ListBoxSection>
          <Header className={headerClass}>Patients</Header>
          {items.map((item) => (
            <ListBoxItem
              key={item.id}
              id={item.id}
              textValue={item.name}
              onAction={() => onGo(patientHref(item))}
              className={rowClass}
            >
              <ComboItemFacts item={item} typed={typed} />
            </ListBoxItem>
          ))}
        </ListBoxSection>
      )}
      {typed !== '' && (
        <ListBoxSection>
          <Header className={headerClass}>
            {items.length > 0 ? 'Do' : busy ? 'Searching' : 'Nobody has that.'}
          </Header>
          {mayBook &&
            items.slice(0, most).map((item) => (
              <ListBoxItem
                key={item.id}
                id={`book ${item.id}`}
                textValue={bookingFor(item)}
                onAction={() => {
                  onClose()
                  book({ patientId: item.id })
                }}
                className={rowClass}
              >
                <IconPlus className="text-ink-3" />
                {bookingFor(item)}
              </ListBoxItem>
            ))}
          <ListBoxItem
            id="visits"
            textValue={`Visits for “${typed}”`}
            onAction={() => onGo(visitsHref(typed))}
            className={rowClass}
          >
            <IconList className="text-ink-3" />
            Visits for “{typed}”
          </ListBoxItem>
        </ListBoxSection>
      )}
    </ListBox>
  )
}

const patientHref = ({ id }: PatientItem) => `/patients/${id}`
const visitsHref = (typed: string) => `/appointments?q=${encodeURIComponent(typed)}`

function bookingFor({ name }: PatientItem): string {
  return `New appointment for ${name}`
}
