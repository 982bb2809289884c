import { describe, expect, it } from 'vitest'
import { agendaOf } from './agenda'

const at = (time: string) => new Date(`2026-03-12T${time}:00Z`)
const range = (start: string, end: string) => ({ start: at(start), end: at(end) })
const absence = (start: string, end: string) => ({
  id: start,
  practitionerId: 'p',
  startsAt: at(start),
  endsAt: at(end),
  note: '',
})
const nothing = { visits: [], openings: [], absences: [] }
const said = (items: ReturnType<typeof agendaOf>) =>
  items.map(
    ({ kind, start, end }) =>
      `${kind} ${start.toISOString().slice(11, 16)}–${end.toISOString().slice(11, 16)}`,
  )

describe('the agenda of a day', () => {
  it('has the breaks between working hours, among the rest by time', () => {
    const data = { ...nothing, absences: [absence('15:00', '16:00'), absence('09:00', '10:00')] }
    const working = [range('08:00', '12:30'), range('13:30', '17:00')]
    expect(said(agendaOf(data, range('00:00', '23:59'), working))).toEqual([
      'absence 09:00–10:00',
      'break 12:30–13:30',
      'absence 15:00–16:00',
    ])
  })

  it('leaves out what lies outside', () => {
    const data = { ...nothing, absences: [absence('09:00', '10:00')] }
    expect(agendaOf(data, range('10:00', '12:00'))).toEqual([])
  })
})
