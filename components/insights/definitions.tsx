const words: [name: string, meaning: string][] = [
  ['Opening', 'A time that fell free and was worth filling. It counts on the day it fell free.'],
  ['Filled', 'A patient of the waitlist took the time, or staff booked somebody into it by hand.'],
  [
    'Lost',
    'The time began unfilled, or staff took it off the list. Fill rate = filled ÷ (filled + lost).',
  ],
  [
    'Taken back',
    'Nothing was left to fill: the visit was taken back, the practitioner is away, or part of the time was booked. Counts in no rate, nor does what is still in play.',
  ],
  ['Notice', 'From the moment the time fell free to its start.'],
  [
    'Days gained',
    'Calendar days between a patient’s own time and the earlier one they accepted. Median: half gained more, half less.',
  ],
  [
    'Time to first offer, to fill',
    'From the moment the time fell free, nights and weekends included; the median.',
  ],
  [
    'Acceptance',
    'Accepted offers ÷ offers that could be answered to their end: accepted, declined, no answer. Counted apart are the withdrawn, and those where somebody asked at the same time was quicker. Time to answer: from offer to yes or no.',
  ],
  [
    'Accepted and kept',
    'Of the accepted times that are past: those to which the patient came. Not kept are no-shows, cancelled visits and those moved to a later time; left out are those moved earlier still, and those of which neither was recorded.',
  ],
  [
    'Slot',
    'A time that fell free, with all that followed from it: whoever takes it leaves a time of their own, which is offered in turn (a chain). The chain counts with its first opening, on its day and with its practitioner; a time made into others counts as those. A visit moved by hand leaves a slot of its own.',
  ],
  [
    'Won back, ended empty',
    'A slot is won back when its chain ended with no time empty. If one did, the empty time has only moved: the slot counts as lost, however many were seen earlier. A time that a chain left and nobody was offered any more is not followed.',
  ],
  [
    'Slots lost',
    'Those that were offered and ended empty; no-shows whose time was not offered onward; visits cancelled without being offered, whose time nobody else was booked into and no absence took.',
  ],
  [
    'Recovered, lost money',
    'At stake is the price, as it is set today, of the slots. Lost is the price of what ended empty, no more than was at stake in its chain; recovered is the rest. Undecided slots count in neither, nor do no-shows and times that were not offered.',
  ],
  [
    'Offers for each accepted',
    'All offers, however they ended, ÷ the accepted. Openings filled by hand do not count as accepted.',
  ],
  [
    'Cancelled, no-show',
    'Of visits whose time has come. Cancelled ÷ all; no-show ÷ those recorded as seen or not come. By the patient: on their own page; by the clinic: by staff, also for a patient who called.',
  ],
  [
    'Confirmed, asked, not asked',
    'Confirmed: the patient had confirmed the time, or staff for them. Asked: the mail that asks for it went out, and no confirmation came. Not asked: no such mail went out for that time.',
  ],
  [
    'Waiting',
    'Patients who had a visit open to an earlier time in the period, or were asked. Those who left the waitlist since without having been asked are not known any more.',
  ],
  [
    'Most often, more, less',
    'Said only where chance hardly explains it: the 95 % Wilson intervals of the two shares do not overlap.',
  ],
  ['The period before', 'As many days, up to the day before the period. In tables: (in brackets).'],
]

/** What each word on the page means. */
export function Definitions() {
  return (
    <details className="rounded-panel border border-line bg-surface px-4 py-1 shadow-1">
      <summary className="flex min-h-8 items-center text-14 font-strong text-ink pointer-coarse:min-h-10">
        What the words mean
      </summary>
      <dl className="mt-2 mb-2 grid gap-x-8 gap-y-3 tablet:grid-cols-2 wide:grid-cols-3">
        {words.map(([name, meaning]) => (
          <div key={name}>
            <dt className="text-13 font-strong text-ink">{name}</dt>
            <dd className="text-13 text-ink-2">{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
