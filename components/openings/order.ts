import type { Weights } from '@/lib/domain/matching'
import { daysWords, listed } from './words'

/** The order of asking in words, as `compare` of lib/domain/matching keeps it under the clinic's weights. */
export function orderWords(weights: Weights): string {
  const counted = inOrder.filter((name) => weights[name] > 0)
  const [first] = counted
  if (!first) return `Higher priority first, then ${alone.gain}.`
  const rule =
    counted.length === 1
      ? alone[first]
      : `most points: ${listed(counted.map((name) => `${weights[name]} for each ${days[name]}`))}`
  return `Higher priority first, then ${rule}.${first === 'gain' ? '' : ` Of equals, ${alone.gain}.`}`
}

const inOrder = ['waiting', 'contact', 'gain'] as const

const alone: Record<keyof Weights, string> = {
  waiting: 'who has waited longest',
  contact: 'who was asked longest ago (since when they wait, where never)',
  gain: 'who has the latest visit',
}

const days: Record<keyof Weights, string> = {
  waiting: 'day of waiting',
  contact: 'day since they were last asked (of waiting, where never)',
  gain: 'day gained',
}

/** What gives a patient their place in that order: 'priority 2', 'waiting 12 days', 'asked 40 days ago'. */
export function placeWords({
  priority,
  waitingDays,
  askedDaysAgo,
}: {
  priority: number
  /** Null where it is not known. */
  waitingDays: number | null
  /** Null for never. */
  askedDaysAgo: number | null
}): string[] {
  return [
    priority > 0 && `priority ${priority}`,
    waitingDays !== null && waitingWords(waitingDays),
    lastAskedWords(askedDaysAgo),
  ].filter((words) => words !== false)
}

function waitingWords(days: number): string {
  return days <= 0 ? 'waiting since today' : `waiting ${daysWords(days)}`
}

function lastAskedWords(days: number | null): string {
  if (days === null) return 'never asked'
  if (days <= 0) return 'asked today'
  return days === 1 ? 'asked yesterday' : `asked ${daysWords(days)} ago`
}
