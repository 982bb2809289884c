'use client'

import { type KeyboardEventHandler, type ReactNode, type RefObject, useRef } from 'react'
import {
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Text,
} from 'react-aria-components/ComboBox'
import { Header } from 'react-aria-components/Header'
import { Avatar } from './avatar'
import { IconButton } from './button'
import { cx } from './cx'
import { controlClass, FieldError } from './field'
import { IconClose, IconPerson, IconPlus, IconSearch } from './icons'
import { type EnterPressed, useEnterAfter } from './use-enter-after'

export type ComboItem = {
  id: string
  name: string
  /** Beside the name: "born 17 Aug 1991 · last visit 3 Dec 2025". */
  line?: string
  /** A second line: email, phone. */
  detail?: string
}

type Props = {
  label: string
  placeholder?: string
  hint?: ReactNode
  error?: ReactNode
  /** What is typed; the caller searches by it and gives `items`. */
  text: string
  onText: (text: string) => void
  items: ComboItem[]
  /** A search is under way. */
  busy?: boolean
  /** Above the items: "Patients". */
  heading: string
  emptyText?: string
  chosen: ComboItem | null
  /** Also called with null when the choice is cleared or typed over. */
  onChoose: (item: ComboItem | null) => void
  /** A last row that adds what was typed. */
  addNew?: { heading: string; label: (text: string) => string; onAdd: (text: string) => void }
  autoFocus?: boolean
  className?: string
}

const newKey = 'add-new'

/** Type to search, arrow keys and Enter to choose; the chosen one stands in the field with its facts. */
export function ComboField(props: Props) {
  const { label, text, items, chosen, addNew, error, hint } = props
  const box = useRef<HTMLDivElement>(null)
  const enter = useEnterAfter(props.busy ?? false, takeAgain)
  const shown = chosen ? chosen.name : text
  const choose = (key: unknown) => {
    if (key === newKey) return addNew?.onAdd(text.trim())
    const item = items.find((one) => one.id === key)
    if (item) props.onChoose(item)
  }
  const type = (value: string) => {
    if (value === shown) return
    if (chosen) props.onChoose(null)
    props.onText(value)
  }
  return (
    <ComboBox
      inputValue={shown}
      onInputChange={type}
      value={chosen?.id ?? null}
      onChange={choose}
      defaultFilter={() => true}
      allowsCustomValue
      allowsEmptyCollection={text.trim() !== ''}
      menuTrigger="input"
      isInvalid={Boolean(error)}
      className={cx('flex min-w-0 flex-col gap-1', props.className)}
    >
      <Label className="text-13 font-mid text-ink-2">{label}</Label>
      <ComboBoxControl {...props} box={box} onKeyDownCapture={enter} />
      {hint && (
        <Text slot="description" className="text-12 text-ink-3">
          {hint}
        </Text>
      )}
      {error && (
        <Text slot="errorMessage" elementType="div">
          <FieldError>{error}</FieldError>
        </Text>
      )}
      <Popover
        triggerRef={box}
        offset={4}
        className="rise max-h-80 w-[calc(var(--trigger-width)+46px)] overflow-y-auto rounded-panel border border-line bg-raised p-1.5 shadow-3"
      >
        <ListBox className="outline-none" renderEmptyState={() => <Note {...props} />}>
          {items.length > 0 && (
            <ListBoxSection>
              <Header className={headerClass}>{props.heading}</Header>
              {items.map((item) => (
                <ListBoxItem key={item.id} id={item.id} textValue={item.name} className={rowClass}>
                  <ComboItemFacts item={item} typed={text} />
                </ListBoxItem>
              ))}
            </ListBoxSection>
          )}
          {addNew && text.trim() !== '' && !chosen && (
            <ListBoxSection>
              <Header className={headerClass}>{addNew.heading}</Header>
              <ListBoxItem id={newKey} textValue={addNew.label(text.trim())} className={rowClass}>
                <IconPlus className="text-ink-3" />
                {addNew.label(text.trim())}
              </ListBoxItem>
            </ListBoxSection>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

/** Takes the row that was marked when Enter was pressed, if it is still the one. */
function takeAgain({ field, row }: EnterPressed) {
  if (!row || field.getAttribute('aria-activedescendant') !== row) return
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
}

/** The head above the rows of a list of things found. */
export const headerClass = 'px-2.5 pt-1.5 pb-1 text-12 text-ink-3'
/** A row of such a list. */
export const rowClass =
  'flex min-h-control cursor-pointer items-center gap-2.5 rounded-control px-2.5 py-1 text-13 text-ink -outline-offset-2 data-focused:bg-accent-soft'

function ComboBoxControl({
  label,
  placeholder,
  error,
  chosen,
  onChoose,
  onText,
  autoFocus,
  box,
  onKeyDownCapture,
}: Props & { box: RefObject<HTMLDivElement | null>; onKeyDownCapture: KeyboardEventHandler }) {
  return (
    <div
      ref={box}
      onKeyDownCapture={onKeyDownCapture}
      className={cx(
        controlClass(
          'flex items-center gap-2 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-focus',
        ),
        Boolean(error) && 'border-danger',
      )}
    >
      {chosen ? (
        <Avatar name={chosen.name} size={24} className="-ml-1" />
      ) : (
        <IconSearch className="text-ink-3" />
      )}
      <Input
        autoFocus={autoFocus}
        autoComplete="off"
        placeholder={placeholder}
        className={cx(
          'min-w-0 bg-transparent py-1 text-14 outline-none',
          chosen ? 'field-sizing-content font-strong' : 'flex-1',
        )}
      />
      {chosen && (
        <>
          <span className="min-w-0 flex-1 truncate text-13 text-ink-2">{chosen.line}</span>
          <IconButton
            label={`Clear ${label.toLowerCase()}`}
            size="compact"
            icon={<IconClose />}
            className="-mr-2 min-h-6 min-w-6"
            onClick={() => {
              onChoose(null)
              onText('')
            }}
          />
        </>
      )}
    </div>
  )
}

/** A row's icon, its name with what was typed in bold, and its facts. */
export function ComboItemFacts({ item, typed }: { item: ComboItem; typed: string }) {
  return (
    <>
      <IconPerson className="text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="text-ink">{marked(item.name, typed)}</span>
        {item.line && <span className="ml-2.5 text-ink-3">{item.line}</span>}
        {item.detail && <span className="block truncate text-12 text-ink-3">{item.detail}</span>}
      </span>
    </>
  )
}

function Note({ busy, emptyText = 'Nothing found.' }: Props) {
  return <p className="px-2.5 py-2 text-13 text-ink-3">{busy ? 'Searching' : emptyText}</p>
}

/** The part of a name that was typed, in bold. */
function marked(name: string, text: string): ReactNode {
  const at = text.trim() ? name.toLowerCase().indexOf(text.trim().toLowerCase()) : -1
  if (at < 0) return name
  const end = at + text.trim().length
  return (
    <>
      {name.slice(0, at)}
      <strong>{name.slice(at, end)}</strong>
      {name.slice(end)}
    </>
  )
}
