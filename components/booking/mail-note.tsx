import { IconMail } from '@/components/ui/icons'

/** Says where the booking mail goes, and in which language. */
export function MailNote({ email, language }: { email?: string; language?: 'en' | 'de' }) {
  if (!email) return null
  return (
    <p className="flex min-w-0 items-center gap-2">
      <IconMail className="text-ink-3" />
      <span className="min-w-0 break-words">
        A booking mail goes to <span className="font-mid text-ink">{email}</span>, in{' '}
        {language === 'de' ? 'German' : 'English'}.
      </span>
    </p>
  )
}
