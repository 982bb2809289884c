import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { weekOf } from '@/lib/domain/settings'
import { ClinicForm } from './clinic-form'
import { QuietForm, SourcesForm } from './offer-forms'
import { PractitionerForm } from './practitioner-form'
import { OffersForm } from './sweep-form'

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }))

const action = vi.fn()

/** What the fields hold before any script has run. */
function values(html: string): Record<string, string | undefined> {
  const inputs = [...html.matchAll(/<input[^>]*name="([^"]+)"[^>]*>/g)]
  const selects = [...html.matchAll(/<select[^>]*name="([^"]+)".*?<\/select>/gs)]
  const chosen = /<option value="([^"]*)" selected/
  return Object.fromEntries([
    ...inputs.map(([tag, name]) => [
      name,
      tag.includes('checkbox')
        ? String(tag.includes('checked=""'))
        : tag.match(/ value="([^"]*)"/)?.[1],
    ]),
    ...selects.map(([select, name]) => [name, select.match(chosen)?.[1]]),
  ])
}

test('the server’s HTML shows the settings as they are, and takes no input yet', () => {
  const clinic = {
    name: 'Hafenpraxis',
    timeZone: 'Europe/Berlin',
    address: 'Elbchaussee 14',
    phone: '+49 40',
    language: 'de',
    currency: 'CHF',
    gridMinutes: 20,
    typeInMails: true,
  } as const
  const zones = ['America/New_York', 'Europe/Berlin'].map((zone) => ({ value: zone, label: zone }))
  const html = renderToString(<ClinicForm clinic={clinic} zones={zones} action={action} />)
  expect(values(html)).toEqual({ ...clinic, gridMinutes: '20', typeInMails: 'true' })
  expect(html).toContain('<fieldset disabled=""')
})

test('so it does numbers, switches and hours', () => {
  const offers = { on: false, holdMinutes: 90, chainDepth: 0 }
  expect(values(renderToString(<OffersForm offers={offers} action={action} />))).toEqual({
    on: 'false',
    holdMinutes: '90',
    chainDepth: '0',
  })
  const sources = {
    cancellation: true,
    move: false,
    'no-show': true,
    'added-hours': false,
    'shortened-absence': false,
  }
  expect(values(renderToString(<SourcesForm sources={sources} action={action} />))).toEqual(
    Object.fromEntries(
      Object.entries(sources).map(([name, on]) => [`sources.${name}`, String(on)]),
    ),
  )
  const week = weekOf([{ weekday: 2, startsAt: '18:00:00', endsAt: '24:00:00' }])
  const practitioner = { practitionerId: null, name: 'Dr. K', week }
  const html = renderToString(<PractitionerForm practitioner={practitioner} action={action} />)
  expect(values(html)).toEqual({
    name: 'Dr. K',
    'week.1.ranges.0.startsAt': '18:00',
    'week.1.ranges.0.endsAt': '00:00',
  })
})

test('what a switch rules can be changed only while it is on, and keeps its value', () => {
  const times = { quietFrom: '22:00', quietUntil: '06:00' }
  const html = (quietOn: boolean) =>
    renderToString(<QuietForm quiet={{ quietOn, ...times }} action={action} />)
  // The whole form is one that is not ready yet; the times have their own.
  const atRest = (given: string) => given.split('<fieldset disabled=""').length - 2
  expect([atRest(html(true)), atRest(html(false))]).toEqual([0, 1])
  expect(values(html(false))).toEqual({ quietOn: 'false', ...times })
})
