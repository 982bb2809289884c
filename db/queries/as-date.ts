/** An instant that the driver gives as text, since no column says what it is. */
export const asDate = (value: string | null): Date | null =>
  value === null ? null : new Date(value)
