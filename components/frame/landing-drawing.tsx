import { type Cells, landingCells } from './landing-cells'
import type { landingWords } from './landing-words'

type Words = (typeof landingWords)['en']

const leaps = [
  {
    arc: 'M617 712C590 617 510 555 423 555S275 600 250 681',
    head: 'M245 668L250 682L262 676',
    label: [433, 539],
  },
  {
    arc: 'M808 649C798 605 770 577 736 577S652 620 635 713',
    head: 'M629 700L634.5 714L647 707',
    label: [720, 563],
  },
  {
    arc: 'M1224 681C1196 580 1110 514 1017 514S860 548 826 649',
    head: 'M821 636L826 650L838 644',
    label: [1025, 499],
  },
] as const

const won = [
  [240, 694],
  [624, 726],
  [816, 662],
] as const

/** The landing page's calendar of circles, with the chain of three leaps; told in words beside it. */
export function LandingDrawing({ words }: { words: Words }) {
  const cells: Cells = landingCells()
  return (
    <div className="relative min-h-[320px] flex-1 overflow-hidden max-tablet:mt-10">
      <p className="sr-only">{words.story}</p>
      <svg
        aria-hidden="true"
        viewBox="0 470 2560 790"
        fill="none"
        className="absolute top-0 -left-[74px] h-[490px] w-auto max-w-none tablet:left-0 tablet:h-[790px]"
      >
        <path d={cells.blank} strokeWidth="3" strokeLinecap="round" className="stroke-line" />
        <path
          d={cells.past}
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
          className="stroke-line-strong opacity-45"
        />
        <path
          d={cells.confirmed}
          strokeWidth="18"
          strokeLinecap="round"
          className="stroke-confirmed-line opacity-60"
        />
        <path d={cells.booked} strokeWidth="2" className="stroke-line-strong opacity-50" />
        <path d="M160 540V1260" strokeWidth="2" className="stroke-ink-2" />
        <text x="168" y="551" className="fill-ink text-[23px] font-mid tablet:text-14">
          {words.today}
        </text>
        {leaps.map((leap, index) => (
          <g
            key={leap.arc}
            className="stroke-play-mark"
            strokeWidth="4"
            strokeLinecap="round"
            strokeLinejoin="round"
          >
            <path d={leap.arc} />
            <path d={leap.head} />
            <text
              x={leap.label[0]}
              y={leap.label[1]}
              textAnchor="middle"
              stroke="none"
              className={
                index === 0
                  ? 'fill-play-ink text-[25px] font-strong tablet:text-16'
                  : 'fill-play-ink text-16 font-strong max-tablet:hidden'
              }
            >
              {words.moves[index]}
            </text>
          </g>
        ))}
        {won.map(([x, y]) => (
          <g key={x}>
            <circle cx={x} cy={y} r="11" className="fill-arrived-fill" />
            <path
              d={`M${x - 4.6} ${y + 0.4}l3.2 3.2 6-6.6`}
              strokeWidth="2.6"
              strokeLinecap="round"
              strokeLinejoin="round"
              className="stroke-arrived-ink"
            />
          </g>
        ))}
        <circle
          cx="1232"
          cy="694"
          r="10"
          strokeWidth="2.4"
          pathLength="96"
          strokeDasharray="5 3"
          className="stroke-play-line"
        />
      </svg>
    </div>
  )
}
