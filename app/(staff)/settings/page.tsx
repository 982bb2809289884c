import type { Metadata } from 'next'
import { ClinicForm, type ClinicInput } from '@/components/settings/clinic-form'
import { NoticesForm } from '@/components/settings/notices-form'
import { zoneOptions } from '@/components/settings/zone-options'
import { requireStaff } from '@/lib/session'
import { editClinicAction, editNoticesAction } from './actions'

export const metadata: Metadata = { title: 'Clinic' }

export default async function ClinicSettingsPage() {
  const { clinic } = await requireStaff('settings.manage')
  const {
    name,
    timeZone,
    address,
    phone,
    language,
    currency,
    gridMinutes,
    typeInMails,
    imprint,
    privacy,
  } = clinic
  return (
    <>
      <ClinicForm
        clinic={{
          name,
          timeZone,
          address,
          phone,
          language,
          // Checked when they were saved: a currency of the list, a step of the table's constraint.
          currency: currency as ClinicInput['currency'],
          gridMinutes: gridMinutes as ClinicInput['gridMinutes'],
          typeInMails,
        }}
        zones={zoneOptions(timeZone)}
        action={editClinicAction}
      />
      <div className="border-t border-line">
        <NoticesForm notices={{ imprint, privacy }} action={editNoticesAction} />
      </div>
    </>
  )
}
