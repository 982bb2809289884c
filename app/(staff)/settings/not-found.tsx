import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'

/** Within the settings' frame: the page for addresses that lead nowhere is a whole one. */
export default function SettingNotFound() {
  return (
    <EmptyState
      title="There is no such setting"
      action={<ButtonLink href="/settings">All settings</ButtonLink>}
    >
      It may have been removed, or it belongs to another clinic.
    </EmptyState>
  )
}
