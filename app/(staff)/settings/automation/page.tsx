import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ErasingFacts } from '@/components/settings/erasing-facts'
import {
  LimitsForm,
  NearStartForm,
  QuietForm,
  SelfServiceForm,
  SourcesForm,
} from '@/components/settings/offer-forms'
import { RunNow } from '@/components/settings/run-now'
import { SettingsSection } from '@/components/settings/section'
import { OffersForm, SweepForm } from '@/components/settings/sweep-form'
import { lastRunWords, nextRunWords, scheduleWords } from '@/components/settings/sweep-words'
import { WeightsForm } from '@/components/settings/weights-form'
import { Link } from '@/components/ui/link'
import { Facts } from '@/components/ui/panel'
import { inClinic } from '@/db/client'
import { sweepHistory } from '@/db/queries/clinic/automation'
import type { Sweep } from '@/db/queries/clinic/sweep-runs'
import { type openingSources, usualQuiet } from '@/lib/domain/settings'
import { nextSweep } from '@/lib/domain/sweeps'
import { requireStaff } from '@/lib/session'
import { requestSweepAction, setAutomationAction } from './actions'

export const metadata: Metadata = { title: 'Automation' }

export default async function AutomationPage() {
  const { clinic } = await requireStaff('automation.manage')
  const { confirm, reschedule, erasing, now } = await inClinic(clinic.id, async (tx, now) => ({
    confirm: await sweepHistory(tx, clinic.id, 'confirm-upcoming'),
    reschedule: await sweepHistory(tx, clinic.id, 'reschedule-cancelled'),
    erasing: await sweepHistory(tx, clinic.id, 'erase-expired'),
    now,
  }))
  const zone = clinic.timeZone
  const wanted = (source: (typeof openingSources)[number]) => clinic.openingSources.includes(source)
  const sources = {
    cancellation: wanted('cancellation'),
    move: wanted('move'),
    'no-show': wanted('no-show'),
    'added-hours': wanted('added-hours'),
    'shortened-absence': wanted('shortened-absence'),
  }
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
          lastFinishedAt={lastRun?.finishedAt?.toISOString() ?? null}
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
        note="A time that falls free is held for whom it is offered to, one patient after another. Near its start several can be asked at once."
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
      <SettingsSection
        title="Quiet hours"
        note="No offer goes out at night, and no hold runs out while people sleep. What falls free meanwhile is offered when they are over."
      >
        <QuietForm
          quiet={{
            quietOn: clinic.quietFrom !== null,
            quietFrom: clinic.quietFrom?.slice(0, 5) ?? usualQuiet.quietFrom,
            quietUntil: clinic.quietUntil?.slice(0, 5) ?? usualQuiet.quietUntil,
          }}
          action={setAutomationAction}
        />
      </SettingsSection>
      <SettingsSection
        title="What is offered"
        note="What makes a time that is offered to patients who wait. What somebody leaves who moves earlier is always passed on."
      >
        <SourcesForm sources={sources} action={setAutomationAction} />
      </SettingsSection>
      <SettingsSection title="Limits" note="How often patients are asked, and what for.">
        <LimitsForm
          limits={{
            capOn: clinic.capOffers !== null,
            capOffers: clinic.capOffers ?? 3,
            capDays: clinic.capDays,
            minGainDays: clinic.minGainDays,
          }}
          action={setAutomationAction}
        />
      </SettingsSection>
      <SettingsSection
        title="What patients may do themselves"
        note="On the page behind the links in their mails."
      >
        <SelfServiceForm
          selfService={{
            selfMoveOn: clinic.selfMoveHours !== null,
            selfMoveHours: clinic.selfMoveHours ?? 24,
            selfMovesADay: clinic.selfMovesADay,
            wishChangesADay: clinic.wishChangesADay,
          }}
          action={setAutomationAction}
        />
      </SettingsSection>
      <SettingsSection
        title="Near the start"
        note="When little time is left, more patients are asked, for less time each."
      >
        <NearStartForm
          nearStart={{
            askAtLeast: clinic.askAtLeast,
            shortestHoldMinutes: clinic.shortestHoldMinutes,
            batchSize: clinic.batchSize,
            batchWithinHours: clinic.batchWithinHours,
          }}
          action={setAutomationAction}
        />
      </SettingsSection>
      <SettingsSection
        title="Who is asked first"
        note="Priority goes first. Then the most points, 0 to 10 for each day; then who gains most."
      >
        <WeightsForm
          weights={{
            waiting: clinic.weightWaiting,
            contact: clinic.weightContact,
            gain: clinic.weightGain,
          }}
          zone={zone}
          action={setAutomationAction}
        />
      </SettingsSection>
      <SettingsSection
        title="Erase whose time is up"
        note="Patients who have not been here for as many years as the clinic keeps them."
      >
        <ErasingFacts clinic={clinic} history={erasing} now={now} />
        <p className="text-13">
          <Link href="/settings/data" className="link">
            How long patients are kept
          </Link>
        </p>
      </SettingsSection>
    </>
  )
}
