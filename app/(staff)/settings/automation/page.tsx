import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { RunNow } from '@/components/settings/run-now'
import { SettingsSection } from '@/components/settings/section'
import { OffersForm, SweepForm } from '@/components/settings/sweep-form'
import { lastRunWords, nextRunWords, scheduleWords } from '@/components/settings/sweep-words'
import { Facts } from '@/components/ui/panel'
import { inClinic } from '@/db/client'
import { sweepHistory } from '@/db/queries/automation'
import type { Sweep } from '@/db/queries/sweep-runs'
import { nextSweep } from '@/lib/domain/sweeps'
import { requireStaff } from '@/lib/session'
import { requestSweepAction, setAutomationAction } from './actions'

export const metadata: Metadata = { title: 'Automation' }

export default async function AutomationPage() {
  const { clinic } = await requireStaff('automation.manage')
  const { confirm, reschedule, now } = await inClinic(clinic.id, async (tx, now) => ({
    confirm: await sweepHistory(tx, clinic.id, 'confirm-upcoming'),
    reschedule: await sweepHistory(tx, clinic.id, 'reschedule-cancelled'),
    now,
  }))
  const zone = clinic.timeZone
  const section = (
    sweep: Sweep,
    schedule: { on: boolean; at: string; daysAhead: number },
    { lastRun, lastDay }: typeof confirm,
    words: {
      title: string
      note: ReactNode
      switchLabel: string
      daysLabel: string
      daysHint: string
    },
  ) => {
    const next = schedule.on ? nextSweep({ at: schedule.at, zone, lastDay, now }) : null
    return (
      <SettingsSection title={words.title} note={words.note}>
        <Facts
          className="mb-4"
          rows={[
            ['Schedule', scheduleWords(sweep, schedule, zone)],
            ['Last run', lastRunWords(sweep, lastRun, now, zone)],
            ['Next run', nextRunWords(next, now, zone)],
          ]}
        />
        <RunNow
          sweep={sweep}
          lastStartedAt={lastRun?.startedAt.toISOString() ?? null}
          action={requestSweepAction}
        />
        <div className="mt-5 border-t border-line pt-5">
          <SweepForm
            sweep={sweep}
            schedule={schedule}
            switchLabel={words.switchLabel}
            daysLabel={words.daysLabel}
            daysHint={words.daysHint}
            action={setAutomationAction}
          />
        </div>
      </SettingsSection>
    )
  }
  return (
    <>
      {section(
        'confirm-upcoming',
        {
          on: clinic.confirmOn,
          at: clinic.confirmAt.slice(0, 5),
          daysAhead: clinic.confirmDaysAhead,
        },
        confirm,
        {
          title: 'Ask who is coming',
          note: 'Mails every patient whose visit is near and not confirmed, once per visit.',
          switchLabel: 'Ask patients every day',
          daysLabel: 'Days before the visit',
          daysHint: 'With 2, Monday’s run asks for visits up to the end of Wednesday.',
        },
      )}
      {section(
        'reschedule-cancelled',
        {
          on: clinic.rescheduleOn,
          at: clinic.rescheduleAt.slice(0, 5),
          daysAhead: clinic.rescheduleDaysAhead,
        },
        reschedule,
        {
          title: 'Fill free times',
          note: 'Looks again at every time that fell free and is still free, for patients who have joined the waitlist since. A cancellation is looked at at once, too.',
          switchLabel: 'Look every day',
          daysLabel: 'Days ahead',
          daysHint: 'How far the free times may lie ahead.',
        },
      )}
      <SettingsSection
        title="Offers"
        note="A time that falls free is offered to one patient at a time, and held for them."
      >
        <OffersForm
          offers={{
            on: clinic.offersOn,
            holdMinutes: clinic.holdMinutes,
            chainDepth: clinic.chainDepth,
          }}
          action={setAutomationAction}
        />
      </SettingsSection>
    </>
  )
}
