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
    'Accepted offers ÷ offers that have ended. Time to answer: from offer to yes or no.',
  ],
  [
    'Accepted and kept',
    'Of the patients who accepted an earlier time and whose visit’s outcome is known: those who came.',
  ],
  ['Recovered', 'The price, as it is set today, of the visit types whose openings were filled.'],
  [
    'Cancelled, no-show',
    'Of visits whose time has come. Cancelled ÷ all; no-show ÷ those recorded as seen or not come.',
  ],
  ['Confirmed', 'The patient had confirmed the time, or staff for them.'],
  [
    'Waiting',
    'Patients with a visit open to an earlier time in the period. Those who left the waitlist since are not known any more.',
  ],
  ['The period before', 'As many days, up to the day before the period. In tables: (in brackets).'],
]

/** What each word on the page means. */
export function Definitions() {
  return (
    <details className="rounded-panel border border-line bg-surface px-4 py-3 shadow-1">
      <summary className="text-14 font-strong text-ink">What the words mean</summary>
      <dl className="mt-3 grid gap-x-8 gap-y-3 tablet:grid-cols-2 wide:grid-cols-3">
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
