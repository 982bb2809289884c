import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageBody, PageHead, Sheet } from '@/components/frame/page-head'
import { SettingsNav } from '@/components/settings/settings-nav'

export const metadata: Metadata = {
  title: { default: 'Settings', template: '%s · Settings · Medcal' },
}

/** The settings' frame. It guards nothing: each page and action does. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHead title="Settings">
        <SettingsNav />
      </PageHead>
      <PageBody>
        <Sheet>{children}</Sheet>
      </PageBody>
    </>
  )
}
