import { Checkbox } from '@/components/ui/checkbox'
import type { PatientTexts } from './texts'

type Props = {
  texts: PatientTexts
  on: boolean
  /** The page where the patient says which times suit. */
  wishesHref: string
}

/**
 * The tick for earlier times: sent with the answer, or saved by itself. What the page showed goes
 * with it, so that only a tick that the patient changed is one.
 */
export function WishTick({ texts, on, wishesHref }: Props) {
  return (
    <>
      <div className="mt-5 flex items-start justify-between gap-4">
        <input type="hidden" name="shownAs" value={on ? 'on' : 'off'} />
        <Checkbox
          name="openToEarlier"
          size="large"
          label={texts.wish.label}
          hint={texts.wish.hint}
          defaultChecked={on}
        />
        <button type="submit" name="answer" value="wish" className="link min-h-touch shrink-0 px-1">
          {texts.buttons.save}
        </button>
      </div>
      <p className="mt-1 flex flex-wrap gap-x-5 pl-[42px]">
        <a href={wishesHref} className="link inline-block py-1">
          {texts.wishes.link}
        </a>
        {on && (
          <button type="submit" name="answer" value="stop" className="link py-1">
            {texts.buttons.askNoMore}
          </button>
        )}
      </p>
    </>
  )
}
