import { Checkbox } from '../ui/checkbox'

type Props = {
  label: string
  /** Whether the clinic offers the times of cancelled visits by itself: else it says that it does not. */
  usual: boolean
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

/** The tick that offers what a cancelled visit leaves. */
export function OfferOnward({ usual, onChange, ...tick }: Props) {
  return (
    <Checkbox
      {...tick}
      hint={
        usual || tick.disabled
          ? undefined
          : 'Switched off in the settings; this offers it all the same.'
      }
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}
