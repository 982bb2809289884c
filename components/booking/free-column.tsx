import type { KeyboardEvent } from 'react'
import { Glyph } from '@/components/status/glyph'
import { cx } from '@/components/ui/cx'
import { IconCheck } from '@/components/ui/icons'
import { SkeletonBar } from '@/components/ui/skeleton'
import type { FreeChoice, FreeDay } from './free-days'
import type { FreeDaysState } from './use-free-days'

/** As many days as stand beside the form. */
const daysShown = 6

type Props = {
  state: FreeDaysState
  /** "Dr. Köhler". */
  practitioner: string
  durationMinutes: number
  day: string
  time: string
  onChoose: (day: string, time: string) => void
}

/** Free times of the coming days; pressing one chooses it. Arrow keys go from time to time. */
export function FreeColumn({ state, practitioner, durationMinutes, day, time, onChoose }: Props) {
  const days = (state.free?.days ?? []).map((one) => ({ one, times: shown(one, day, time) }))
  const some = days.filter(({ times }) => times.length > 0).slice(0, daysShown)
  const first = some[0]?.times[0]
  const chosenIsHere = some.some(
    ({ one, times }) => one.day === day && times.some((choice) => choice.time === time),
  )
  const hasOpening = some.some(({ times }) => times.some((choice) => choice.opening))
  return (
    <section
      aria-label={`Free for ${durationMinutes} min`}
      className="flex flex-col border-line bg-sunken px-5 pt-4 pb-4 max-tablet:border-t tablet:-mt-[52px] tablet:w-[300px] tablet:shrink-0 tablet:overflow-y-auto tablet:border-l"
    >
      <div className="flex min-h-7 items-baseline gap-3 pb-2.5 text-13 tablet:pr-9">
        <h3 className="text-14 font-strong text-ink">Free for {durationMinutes} min</h3>
        <span className="ml-auto truncate text-ink-2">{practitioner}</span>
      </div>
      {state.failure && <p className="py-2 text-13 text-noshow-ink">{state.failure}</p>}
      {state.busy && <Waiting />}
      {state.free && some.length === 0 && (
        <p className="border-t border-line py-3 text-13 text-ink-2">
          Nothing is free in these two weeks. Choose another practitioner or a later day.
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: moves the focus among the buttons inside */}
      <div onKeyDown={walk}>
        {some.map(({ one, times }) => (
          <div key={one.day} className="border-t border-line py-2.5">
            <p className="pb-1.5 text-13 text-ink-2">
              <strong className="mr-1.5 font-strong text-ink">{one.word}</strong>
              {one.rest}
            </p>
            <div className="grid grid-cols-4 gap-1.5">
              {times.map((choice) => {
                const chosen = one.day === day && choice.time === time
                return (
                  <TimeButton
                    key={choice.time}
                    day={one}
                    choice={choice}
                    chosen={chosen}
                    inTabOrder={chosenIsHere ? chosen : choice === first}
                    onPress={() => onChoose(one.day, choice.time)}
                  />
                )
              })}
            </div>
          </div>
        ))}
      </div>
      {hasOpening && (
        <p className="mt-auto flex items-center gap-2 border-t border-line pt-3 text-12 text-play-ink">
          <Glyph state="opening" size={14} />
          An opening. Booking it here fills it.
        </p>
      )}
    </section>
  )
}

/** A few times of a day, spread over it, and the chosen one whatever it is. */
function shown(one: FreeDay, day: string, time: string): FreeChoice[] {
  return one.times.filter(
    (choice) => choice.shown || (one.day === day && choice.time === time && !choice.heldUntil),
  )
}

type TimeButtonProps = {
  day: FreeDay
  choice: FreeChoice
  chosen: boolean
  inTabOrder: boolean
  onPress: () => void
}

function TimeButton({ day, choice, chosen, inTabOrder, onPress }: TimeButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-label={`${day.label}, ${choice.time}${choice.opening ? ', an opening' : ''}`}
      tabIndex={inTabOrder ? 0 : -1}
      onClick={onPress}
      className={cx(
        'inline-flex min-h-compact items-center justify-center gap-1 rounded-control border text-13 font-mid transition-colors pointer-coarse:min-h-10',
        chosen
          ? 'border-transparent bg-accent text-on-accent'
          : choice.opening
            ? 'border-dashed border-play-line bg-transparent text-play-ink hover:bg-hover'
            : 'border-line bg-raised text-ink hover:bg-hover',
      )}
    >
      {chosen && <IconCheck className="-ml-0.5 scale-75" />}
      {!chosen && choice.opening && <Glyph state="opening" size={12} />}
      {choice.time}
    </button>
  )
}

function Waiting() {
  return (
    <div aria-hidden="true">
      {[3, 4, 2, 4].map((width, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all alike
        <div key={i} className="flex flex-col gap-2 border-t border-line py-3">
          <SkeletonBar className="w-28" />
          <SkeletonBar className={width > 2 ? 'h-7 w-full' : 'h-7 w-1/2'} />
        </div>
      ))}
    </div>
  )
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

function walk(event: KeyboardEvent<HTMLElement>) {
  const step = steps[event.key]
  if (!step) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  if (at < 0) return
  event.preventDefault()
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
}
