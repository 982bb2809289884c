'use client'

import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu'
import { type ButtonLook, buttonClass, iconButtonClass } from './button-class'
import { cx } from './cx'
import { IconMore } from './icons'

export type MenuEntry = {
  id: string
  label: string
  icon?: ReactNode
  /** A link instead of an action. */
  href?: string
  onAction?: () => void
  tone?: 'danger'
  disabled?: boolean
}

type Props = {
  /** The button's name; shown when there is no `icon`-only look. */
  label: string
  items: MenuEntry[]
  icon?: ReactNode
  /** Show the label beside the icon. */
  showLabel?: boolean
  look?: ButtonLook
  size?: 'compact' | 'control'
  className?: string
}

/** A button that opens a list of actions. */
export function MenuButton({
  label,
  items,
  icon = <IconMore />,
  showLabel,
  look = 'quiet',
  size = 'control',
  className,
}: Props) {
  return (
    <MenuTrigger>
      <Button
        aria-label={label}
        className={
          showLabel ? buttonClass(look, size, className) : iconButtonClass(look, size, className)
        }
      >
        {icon}
        {showLabel && label}
      </Button>
      <Popover
        placement="bottom end"
        offset={4}
        className="rise min-w-44 rounded-panel border border-line bg-raised p-1.5 shadow-3"
      >
        <Menu
          aria-label={label}
          onAction={(key) => items.find((item) => item.id === key)?.onAction?.()}
          disabledKeys={items.filter((item) => item.disabled).map((item) => item.id)}
          className="outline-none"
        >
          {items.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              href={item.href}
              className={cx(
                'flex min-h-compact cursor-pointer items-center gap-2.5 rounded-control px-2.5 text-13 -outline-offset-2 data-disabled:cursor-default data-disabled:opacity-55 data-focused:bg-hover',
                item.tone === 'danger' ? 'text-noshow-ink' : 'text-ink',
              )}
            >
              {item.icon}
              {item.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
