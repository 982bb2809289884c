import { PatientCard, VisitTime } from '@/components/frame/patient-frame'
import { IconEarlier } from '@/components/ui/icons'
import type { When } from './when'

type Time = {
  label: string
  when: When
  /** A line more, such as the practitioner where the two times differ in it. */
  more?: string
}

type Props = {
  offered: Time
  current: Time
  /** '19 days earlier'. */
  earlier: string
}

/** The offered time above the patient's own, and the leap between them. */
export function OfferCards({ offered, current, earlier }: Props) {
  return (
    <div className="flex flex-col gap-[18px]">
      <PatientCard look="chosen">
        <VisitTime {...visitTime(offered)} accent />
        {offered.more && <p className="text-ink-2">{offered.more}</p>}
      </PatientCard>
      <PatientCard look="hollow" className="pt-6">
        <p className="absolute -top-[27px] left-5 z-1 flex items-center gap-2.5 rounded-full bg-play px-3.5 py-1.5 text-18 leading-6 font-mid text-on-play">
          <IconEarlier />
          {earlier}
        </p>
        <Leap />
        <VisitTime {...visitTime(current)} small />
        {current.more && <p className="text-ink-2">{current.more}</p>}
      </PatientCard>
    </div>
  )
}

function visitTime({ label, when }: Time) {
  return { label, day: when.day, time: when.time, dateTime: when.iso }
}

/** The arc from the later time up to the earlier one; it hangs on the seam between the cards. */
function Leap() {
  return (
    <svg
      width="76"
      height="141"
      viewBox="0 0 76 141"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      // On the narrowest phones it would run over the date.
      className="pointer-events-none absolute -top-[82px] right-7 max-[360px]:hidden"
    >
      <circle cx="20" cy="13" r="10" className="fill-accent" />
      <circle
        cx="14"
        cy="129"
        r="8"
        strokeWidth="2.5"
        pathLength="80"
        strokeDasharray="6 4"
        strokeLinecap="butt"
        className="stroke-line-strong"
      />
      <g strokeWidth="3.5" className="stroke-play-mark">
        <path d="M25 125C56 120 72 94 72 66 72 38 58 16 37 13" />
        <path d="M47 5 37 13l8 11" />
      </g>
    </svg>
  )
}
