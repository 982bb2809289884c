/**
 * One figure that the simulation goes by, and where it is from: "assumed" where nothing is published,
 * "fitted" where it was chosen so that the published settings come near what is published of them.
 */
type Figure<T> = { value: T; source: string }

const figure = <T>(value: T, source: string): Figure<T> => ({ value, source })

/** Points of a distribution function: by `at`, the share `share` has happened. */
export type Curve = readonly { at: number; share: number }[]

const jmir2024 = 'JMIR 2024;e52071'

/** Every figure that the simulation goes by. Times of day are on the clinic's clock. */
export const figures = {
  // The clinic
  zone: figure('Europe/Berlin', 'assumed: the demo clinic'),
  practitioners: figure(2, 'assumed: a small practice'),
  hours: figure(
    [1, 2, 3, 4, 5].flatMap((weekday) => [
      { weekday, startsAt: '08:00', endsAt: '12:00' },
      { weekday, startsAt: '13:00', endsAt: '17:00' },
    ]),
    'assumed',
  ),
  types: figure(
    [
      { id: 'short', minutes: 15, share: 0.3 },
      { id: 'usual', minutes: 30, share: 0.5 },
      { id: 'long', minutes: 60, share: 0.2 },
    ],
    'assumed',
  ),
  patients: figure(2000, 'assumed'),
  /** Time asked for, as a share of the time there is. */
  demand: figure(0.9, 'assumed'),
  warmUpWeeks: figure(8, 'assumed: the book has filled by then'),
  weeks: figure(52, 'a year'),

  // Booking
  acute: figure(0.15, 'assumed: share who want the next day or two'),
  routineLeadDays: figure(
    { median: 22, spread: 0.9, most: 150 },
    `assumed: log-normal; its median fitted to the days gained (${jmir2024}: 14)`,
  ),
  mostWaitDays: figure(
    45,
    'assumed: who gets nothing within this of the wished day goes elsewhere',
  ),
  ownPractitioner: figure(0.7, 'assumed: share who book one certain practitioner'),
  openToEarlier: figure(0.33, 'fitted with `everAnswers`: share of visits on the waitlist'),

  // What becomes of a visit
  cancelled: figure(0.177, 'J Med Syst 2017: 17.7% of 46,710'),
  noShow: figure(0.122, 'J Med Syst 2017: 12.2% of 46,710'),
  keptAfterMove: figure(0.82, `${jmir2024}: 82% of accepted visits are kept`),
  cancelSameDay: figure(
    0.22,
    'of all cancelled: AJMC 2025 (VA) has 3.92% of visits cancelled by patients that day, here set against the 17.7% above',
  ),
  cancelAfterReminder: figure(
    0.3,
    'assumed: in the two days after the confirmation mail; no curve by hours is published',
  ),
  sameDayNoticeHours: figure({ least: 0.5, most: 9 }, 'assumed: evenly'),
  reminder: figure({ daysAhead: 2, hour: 9 }, 'the product: confirm-upcoming'),

  // Wishes, which patients have whether they told the clinic or not
  wishesTold: figure(0.7, 'assumed: share of waitlisted visits whose wishes the clinic knows'),
  wishesWeekdaysOff: figure(0.2, 'assumed: share who cannot on two weekdays'),
  wishesTimeOfDay: figure(0.2, 'assumed: share who can only mornings, or only afternoons'),
  wishesOwnPractitioner: figure(0.3, 'assumed: share who want no other practitioner'),
  noticeNeededHours: figure(
    [
      { hours: 0, share: 0.2 },
      { hours: 2, share: 0.3 },
      { hours: 24, share: 0.4 },
      { hours: 48, share: 0.1 },
    ],
    'assumed',
  ),

  // Answers to a mail
  everAnswers: figure(
    0.7,
    'fitted: of the visits asked under the published settings 45.4% answer at all (North 2025)',
  ),
  answersThisOne: figure(
    0.68,
    `fitted: with the published settings 10.9% of offers are accepted (${jmir2024})`,
  ),
  answerDelayHours: figure<Curve>(
    [
      { at: 1 / 60, share: 0 },
      { at: 1, share: 0.336 },
      { at: 3, share: 0.514 },
      { at: 24, share: 0.81 },
      { at: 96, share: 1 },
    ],
    'GetResponse, 5.5 bn sends: clicks within 1 h, 3 h, 24 h, of marketing mail; the ends assumed',
  ),
  asleep: figure({ from: 22.5, until: 6.5 }, 'assumed: an answer due in the night comes after it'),
  accepts: figure(0.97, 'assumed: of those who answer and whom it truly suits, the gain aside'),
  gainWorth: figure(
    { least: 0.3, fullFromDays: 7 },
    'assumed: who gains a day accepts less readily; Doctolib holds 5 days worth enrolling for',
  ),
  saysNo: figure(0.6, 'assumed: share of those who answer and do not want it who press a button'),

  // Groups of patients
  ages: figure(
    [
      { group: 'under 40', share: 0.35, answers: 1.05, delay: 0.8 },
      { group: '40 to 64', share: 0.4, answers: 1, delay: 1 },
      { group: '65 and over', share: 0.25, answers: 0.85, delay: 1.5 },
    ],
    'assumed: older patients answer mail less and later',
  ),
  languages: figure(
    [
      { group: "the clinic's", share: 0.85, answers: 1 },
      { group: 'another', share: 0.15, answers: 0.7 },
    ],
    'assumed: mail in another language than their own is answered less',
  ),

  // Staff with a list and a telephone
  telephone: figure(
    {
      attended: 0.6,
      withinDays: 7,
      firstCallMinutes: 60,
      minutesBetween: 20,
      calls: 4,
      reached: 0.35,
    },
    'assumed throughout',
  ),
  /** The daily run of the first Medcal. */
  firstMedcal: figure(
    { hour: 9, daysAhead: 1 },
    'its source, 2024: only slots about a day ahead, once a day; the hour assumed',
  ),
} as const

type Figures = typeof figures

/** The figures without their sources. */
export type Assumptions = { -readonly [K in keyof Figures]: Figures[K]['value'] }

export const assumptions = Object.fromEntries(
  Object.entries(figures).map(([name, { value }]) => [name, value]),
) as Assumptions
