import { Chip, ChipGroup } from '@/components/ui/chip'
import { IconEarlier } from '@/components/ui/icons'
import { Switch } from '@/components/ui/switch'
import { DateField, TextField } from '@/components/ui/text-field'
import { isDay } from '@/lib/domain/time'
import type { Wishes } from '@/lib/domain/wishes'
import { shortName } from './short-name'
import type { Practitioner } from './visit-ref'
import { dayTimes, gainDays, has, mostGainDays, notices, toggled } from './wishes'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((label, i) => ({
  value: i + 1,
  label,
}))

type Props = {
  on: boolean
  onSwitch: (on: boolean) => void
  wishes: Wishes
  onWishes: (wishes: Wishes) => void
  practitioners: Practitioner[]
  /** ISO weekdays on which the clinic works. */
  workdays: number[]
  /** They want no offers by email: it cannot be switched on before they say otherwise. */
  stopped?: boolean
  /** 'Özlem', or empty while nobody is chosen; '16 March', likewise. */
  givenName: string
  date: string
}

/** The switch "Open to an earlier time", and beneath it the wishes. */
export function WishesFields({ on, onSwitch, wishes, onWishes, ...props }: Props) {
  const { practitioners, workdays, stopped, givenName, date } = props
  const days = weekdays.filter(({ value }) => workdays.includes(value))
  const set = (part: Partial<Wishes>) => onWishes({ ...wishes, ...part })
  return (
    <div className="rounded-panel border border-play-track bg-play-soft p-3.5">
      <div className="flex items-center gap-2.5 text-play-ink">
        <IconEarlier />
        <Switch
          label={
            <>
              <span className="font-strong">Open to an earlier time</span>
              <span className="block text-13">and agrees to be sent offers</span>
            </>
          }
          side="before"
          checked={on && !stopped}
          disabled={stopped}
          onChange={(event) => onSwitch(event.target.checked)}
          className="flex-1 justify-between"
        />
      </div>
      <p className="max-w-[52ch] text-13 text-ink-2">
        {stopped
          ? `${givenName || 'The patient'} wants no offers by email. If they have changed their mind, note it on their page first.`
          : `Ask first. If somebody cancels, ${givenName || 'the patient'} may be offered the time by email, and keeps ${date || 'this time'} until they accept.`}
      </p>
      {on && !stopped && (
        <div className="mt-2.5 flex flex-col gap-2">
          <ChipGroup label="Days">
            {days.map(({ value, label }) => (
              <Chip
                key={value}
                label={label}
                checked={has(wishes.weekdays, value)}
                onChange={() => set({ weekdays: toggled(wishes.weekdays, value, workdays) })}
              />
            ))}
          </ChipGroup>
          <ChipGroup label="Times">
            {dayTimes.map(({ value, label }) => (
              <Chip
                key={value}
                label={label}
                checked={has(wishes.times, value)}
                onChange={() =>
                  set({
                    times: toggled(
                      wishes.times,
                      value,
                      dayTimes.map((one) => one.value),
                    ),
                  })
                }
              />
            ))}
          </ChipGroup>
          <ChipGroup label="With">
            {practitioners.map(({ id, name }) => (
              <Chip
                key={id}
                label={shortName(name)}
                checked={wishes.practitionerIds.includes(id)}
                onChange={() => set({ practitionerIds: without(wishes.practitionerIds, id) })}
              />
            ))}
            <Chip
              label="Anyone"
              checked={wishes.practitionerIds.length === 0}
              onChange={() => set({ practitionerIds: [] })}
            />
          </ChipGroup>
          <ChipGroup label="Notice">
            {notices.map(({ minutes, label }) => (
              <Chip
                key={minutes}
                type="radio"
                name="notice"
                label={label}
                checked={wishes.noticeMinutes === minutes}
                onChange={() => set({ noticeMinutes: minutes })}
              />
            ))}
          </ChipGroup>
          <div className="grid grid-cols-2 gap-2">
            <DateField
              label="Not before"
              defaultValue={wishes.notBefore ?? ''}
              // A year in the typing is none yet.
              onChange={({ target: { value } }) => set({ notBefore: isDay(value) ? value : null })}
            />
            <TextField
              label="At least … days earlier"
              type="number"
              min={0}
              max={mostGainDays}
              defaultValue={wishes.minGainDays ?? ''}
              placeholder="any"
              onChange={({ target: { value } }) => set({ minGainDays: gainDays(value) })}
            />
          </div>
        </div>
      )}
    </div>
  )
}

function without(ids: string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]
}
