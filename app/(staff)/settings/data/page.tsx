import type { Metadata } from 'next'
import { ErasingFacts } from '@/components/settings/erasing-facts'
import { RetentionForm } from '@/components/settings/retention-form'
import { SettingsSection } from '@/components/settings/section'
import { inClinic } from '@/db/client'
import { sweepHistory } from '@/db/queries/clinic/automation'
import { countExpired } from '@/db/queries/patient/retention'
import { eraseAt } from '@/lib/domain/sweeps'
import { requireStaff } from '@/lib/session'
import { setRetentionAction } from './actions'

export const metadata: Metadata = { title: 'Data' }

/** How long patients are kept. */
export default async function DataSettingsPage() {
  const { clinic } = await requireStaff('patient.erase')
  const { keepYears, timeZone: zone } = clinic
  const { history, expired, now } = await inClinic(clinic.id, async (tx, now) => ({
    history: await sweepHistory(tx, clinic.id, 'erase-expired'),
    expired: keepYears && (await countExpired(tx, clinic, { years: keepYears, now })),
    now,
  }))
  return (
    <SettingsSection
      title="How long patients are kept"
      note={
        <>
          <p>
            A patient who has not been here for so long is erased: name, contact, notes and links.
            Days and outcomes of their visits stay, for the figures.
          </p>
          <p className="mt-2">
            How long you must keep what depends on your country’s law, and Medcal holds your
            calendar, not your medical records. In Germany records of a treatment are kept for ten
            years after its end (§ 630f BGB).
          </p>
        </>
      }
    >
      <ErasingFacts clinic={clinic} history={history} now={now} expired={expired} />
      <RetentionForm
        retention={{ on: keepYears !== null, years: keepYears ?? 10 }}
        at={eraseAt}
        zone={zone}
        action={setRetentionAction}
      />
    </SettingsSection>
  )
}
