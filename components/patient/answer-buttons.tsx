import type { ReactNode } from 'react'
import { Decisions } from '@/components/frame/patient-frame'
import { type ButtonLook, buttonClass } from '@/components/ui/button-class'
import { IconCalendarPlus } from '@/components/ui/icons'
import { telephoneLink } from '@/lib/domain/telephone'
import type { CallWords as TextsAroundCall } from './texts'

/** An answer that is sent with its form (`value`), or a way to another page (`href`), which changes nothing. */
export type Answer = { label: string; look: ButtonLook } & (
  | {
      value: string
      /** The id of the form that it is sent with, where that is not the one around it. */
      form?: string
      href?: never
    }
  | { href: string; value?: never; form?: never }
)

/** The answers to a page's one question, of equal size; within a form where they are sent as `name`. */
export function AnswerButtons({ answers, name = 'answer' }: { answers: Answer[]; name?: string }) {
  return (
    <Decisions>
      {answers.map(({ label, look, value, form, href }) =>
        href === undefined ? (
          <button
            key={label}
            type="submit"
            form={form}
            name={name}
            value={value}
            className={buttonClass(look, 'decide')}
          >
            {label}
          </button>
        ) : (
          <a key={label} href={href} className={buttonClass(look, 'decide')}>
            {label}
          </a>
        ),
      )}
    </Decisions>
  )
}

/** The visit's calendar file. */
export function CalendarButton({ href, label }: { href: string; label: string }) {
  return (
    <a href={href} className={buttonClass('outline', 'decide')}>
      <IconCalendarPlus size={20} />
      {label}
    </a>
  )
}

/** Dials the clinic, where it has a telephone. `label` holds the number, too. */
export function CallButton({ phone, label }: { phone: string; label: string }) {
  if (!phone) return null
  return (
    <a href={telephoneLink(phone)} className={buttonClass('outline', 'decide')}>
      {label}
    </a>
  )
}

/** The quiet way out below the buttons: sent with its form, or a link to where it is asked once more. */
export function QuietAnswer({ label, name = 'answer', value, href }: QuietProps) {
  const look = 'min-h-touch px-2 font-mid text-ink-2 underline underline-offset-4'
  return (
    <p className="mt-4 text-center">
      {href === undefined ? (
        <button type="submit" name={name} value={value} className={look}>
          {label}
        </button>
      ) : (
        <a href={href} className={`inline-flex items-center ${look}`}>
          {label}
        </a>
      )}
    </p>
  )
}

type QuietProps = { label: string; name?: string } & (
  | { value: string; href?: never }
  | { href: string; value?: never }
)

type CallProps = {
  words: TextsAroundCall
  phone: string
  /** ', today until 18:00': when it is answered. */
  until?: string
}

/** A small sentence with the clinic's number in it. */
export function CallLine(props: CallProps): ReactNode {
  return (
    <p className="mt-4 text-ink-2">
      <CallWords {...props} />
    </p>
  )
}

/** The same within a paragraph. */
export function CallWords({ words, phone, until }: CallProps): ReactNode {
  return (
    <>
      {words.before}{' '}
      <a href={telephoneLink(phone)} className="link whitespace-nowrap">
        {phone}
      </a>
      {until}
      {words.after}
    </>
  )
}
