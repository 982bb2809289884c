/** The states of a visit whose patient is still expected. */
export const expectedStates = ['booked', 'confirmed'] as const

/** The states of a visit that takes its patient's time: they are expected, or are here. */
export const occupyingStates = [...expectedStates, 'arrived'] as const

/** The states of a visit to which the patient came. */
export const attendedStates = ['arrived', 'fulfilled'] as const

/** The states of an opening that has not ended: it is free, or held for those who are asked. */
export const activeOpeningStates = ['open', 'offering'] as const

/** Whether the patient of a visit in that state is still expected. */
export function isExpectedState(status: string): status is (typeof expectedStates)[number] {
  return expectedStates.some((state) => state === status)
}

/** Whether an opening in that state has not ended. */
export function isActiveOpeningState(state: string): state is (typeof activeOpeningStates)[number] {
  return activeOpeningStates.some((active) => active === state)
}
