'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { FreeDays } from './free-days'
import { askFreeTimes } from './questions'
import { daysFrom, wallClockOf } from './wall-clock'

/** Two weeks at a time. */
const atOnce = 14

type Question = {
  practitionerId: string
  typeId: string
  /** ISO; what lies outside the days at hand brings the two weeks from there. */
  day: string
  exceptAppointmentId?: string
  zone: string
}

export type FreeDaysState = {
  /** Null until they are known. */
  free: FreeDays | null
  busy: boolean
  /** Why they could not be had, in words. */
  failure: string | null
  /** Asks anew, and gives the answer. */
  reload: () => Promise<FreeDays | null>
}

/** The free times of a practitioner for a type or a visit, around the chosen day. */
export function useFreeDays(question: Question): FreeDaysState {
  const { practitionerId, typeId, day, exceptAppointmentId, zone } = question
  const [answer, setAnswer] = useState<{ key: string; free: FreeDays } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const from = useFirstDay(day, zone)
  const key = [practitionerId, typeId, from].join()
  const latest = useRef(key)
  latest.current = key

  const reload = useCallback(async () => {
    if (!practitionerId || !typeId) return null
    const result = await askFreeTimes({
      practitionerId,
      typeId,
      fromDay: from,
      days: atOnce,
      exceptAppointmentId,
    })
    if (latest.current !== key) return null
    setFailure(result.ok ? null : result.message)
    if (!result.ok) return null
    setAnswer({ key, free: result.value })
    return result.value
  }, [practitionerId, typeId, from, exceptAppointmentId, key])

  useEffect(() => {
    void reload()
  }, [reload])

  const known = answer?.key === key
  const why = missing(question) ?? failure
  return { free: known ? answer.free : null, busy: !known && why === null, failure: why, reload }
}

/** Why there is nothing to ask for, where a clinic lacks what every visit needs. */
function missing({ practitionerId, typeId }: Question): string | null {
  if (!practitionerId) {
    return 'No practitioner is active. An admin adds one, or makes one active again, in the settings.'
  }
  return typeId ? null : 'No kind of visit is active. An admin adds one in the settings.'
}

/** The first of the days at hand: today while the chosen day is near, else the chosen day. */
function useFirstDay(day: string, zone: string): string | null {
  const today = wallClockOf(new Date().toISOString(), zone).day
  const near = (first: string) => {
    const distance = daysFrom(first, day)
    return distance >= 0 && distance < atOnce
  }
  const [first, setFirst] = useState<string | null>(null)
  // While a year is being typed, the field gives 0002, 0020, 0202.
  const isTyped = day >= '2000' && day < '2200'
  if (!isTyped || near(first ?? today)) return first
  const next = near(today) || day < today ? null : day
  if (next !== first) setFirst(next)
  return next
}
