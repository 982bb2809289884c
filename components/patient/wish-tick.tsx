import { Checkbox } from '@/components/ui/checkbox'
import type { PatientTexts } from './texts'

/**
 * The tick for earlier times: sent with the answer, or saved by itself. What the page showed goes
 * with it, so that only a tick that the patient changed is one.
 */
export function WishTick({ texts, on }: { texts: PatientTexts; on: boolean }) {
  return (
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
  )
}
