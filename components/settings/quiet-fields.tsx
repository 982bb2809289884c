import type { ComponentProps } from 'react'
import { Switch } from '@/components/ui/switch'
import { TimeField } from '@/components/ui/text-field'
import { OnlyWhile } from './only-while'

type Name = 'quietOn' | 'quietFrom' | 'quietUntil'

type Props = {
  /** Whether the switch is on now. */
  on: boolean
  field: (name: Name) => Omit<ComponentProps<'input'>, 'className' | 'size' | 'type' | 'role'>
  errors: { [N in Name]?: { message?: string } }
}

/** The switch of the quiet hours, and when they are. */
export function QuietFields({ on, field, errors }: Props) {
  return (
    <>
      <Switch label="Quiet hours: nobody is asked" {...field('quietOn')} />
      <OnlyWhile on={on}>
        <TimeField
          label="Beginning at"
          hint="On the clinic’s clock."
          {...field('quietFrom')}
          error={errors.quietFrom?.message}
        />
        <TimeField
          label="Ending at"
          hint="The time to answer stands still meanwhile."
          {...field('quietUntil')}
          error={errors.quietUntil?.message}
        />
      </OnlyWhile>
    </>
  )
}
