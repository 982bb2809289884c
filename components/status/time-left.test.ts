import { describe, expect, it } from 'vitest'
import { durationWords, timeLeft } from './time-left'

const until = new Date('2026-03-12T11:00:00Z')
const at = (clock: string) => new Date(`2026-03-12T${clock}Z`)

describe('timeLeft', () => {
  it('says hours and minutes, rounded up to the minute', () => {
    const left = timeLeft(until, 120, at('09:48:30'))
    expect(left).toMatchObject({
      minutes: 72,
      words: '1 h 12 min left',
      figure: '1:12',
      unit: 'h left',
    })
    expect(left.fraction).toBeCloseTo(0.6)
  })

  it('keeps the last minute until it is over', () => {
    expect(timeLeft(until, 120, at('10:59:01')).words).toBe('1 min left')
    expect(timeLeft(until, 120, at('11:00:00'))).toMatchObject({
      minutes: 0,
      fraction: 0,
      words: 'time is over',
    })
  })

  it('never shows more than the whole, nor less than nothing', () => {
    expect(timeLeft(until, 60, at('08:00:00')).fraction).toBe(1)
    expect(timeLeft(until, 60, at('12:00:00')).fraction).toBe(0)
    expect(timeLeft(until, 0, at('10:00:00')).fraction).toBe(0)
  })

  it('speaks German', () => {
    expect(timeLeft(until, 120, at('09:48:00'), 'de').words).toBe('noch 1 Std. 12 Min.')
  })
})

describe('durationWords', () => {
  it('leaves out what is nought', () => {
    expect(durationWords(38)).toBe('38 min')
    expect(durationWords(120)).toBe('2 h')
    expect(durationWords(0)).toBe('0 min')
  })
})
