import './globals.css'
import latin from '@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { readPreferences } from '@/components/frame/preferences'
import { isHttps } from '@/lib/env'
import { documentLanguage } from './document-language'

export const metadata: Metadata = {
  title: { default: 'Medcal', template: '%s · Medcal' },
  description: 'The clinic calendar that turns a cancelled visit into somebody’s earlier one.',
  formatDetection: { telephone: false, email: false, address: false, date: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
}

/** The document. Language, theme and keys are known on the server, so nothing changes after the first paint. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  preload(latin, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
  const { theme, singleKeys } = readPreferences(await cookies(), isHttps())
  const lang = await documentLanguage()
  return (
    <html
      lang={lang}
      data-theme={theme === 'system' ? undefined : theme}
      data-keys={singleKeys ? undefined : 'off'}
    >
      <body>{children}</body>
    </html>
  )
}
