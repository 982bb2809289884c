import { describe, expect, test } from 'vitest'
import type { Lang, Mail } from '@/emails/kinds'
import {
  clinic,
  invitationLink,
  invitationMail,
  mailEnds,
  offerLink,
  sampleMails,
  visitLink,
} from '@/emails/mail.samples'
import { renderMail } from '@/emails/render'
import { unbroken } from '@/lib/domain/format'

// As far from Hamburg as a server can be; the printed times must not notice.
process.env.TZ = 'Pacific/Auckland'

const languages: Lang[] = ['en', 'de']
const phoneLink = 'tel:+494055570100'

const inHamburg = {
  en: { later: ['Tuesday 31 March', '09:40'], sooner: ['Thursday 12 March', '14:40'] },
  de: { later: ['Dienstag, 31. März', '09:40'], sooner: ['Donnerstag, 12. März', '14:40'] },
}

type Times = ('later' | 'sooner')[]

const expected: Record<string, { times: Times; links: string[] }> = {
  booked: { times: ['later'], links: [visitLink] },
  reinstated: { times: ['later'], links: [visitLink] },
  confirm: { times: ['later'], links: [visitLink] },
  'moved by the clinic': { times: ['later', 'sooner'], links: [visitLink] },
  'moved by the patient': { times: ['later', 'sooner'], links: [visitLink] },
  'cancelled by the clinic': { times: ['later'], links: [] },
  'cancelled by the patient': { times: ['later'], links: [] },
  offer: { times: ['later', 'sooner'], links: [offerLink, visitLink] },
  accepted: { times: ['later', 'sooner'], links: [visitLink] },
  ...Object.fromEntries(
    mailEnds.map((why) => [`offer ${why}`, { times: ['later', 'sooner'], links: [visitLink] }]),
  ),
}

const cases = languages.flatMap((lang) =>
  Object.entries(sampleMails(lang)).map(([name, mail]) => ({ lang, name, mail })),
)

describe.each(cases)('$name in $lang', ({ lang, name, mail }) => {
  const { times, links } = expected[name] ?? { times: [], links: [] }

  test('greets by name', async () => {
    const { html, text } = await renderMail(mail)
    const greeting = lang === 'en' ? 'Dear Amara Diallo,' : 'Guten Tag Amara Diallo,'
    expect(html).toContain(greeting)
    expect(text).toContain(greeting)
  })

  test('says day, date and time of the clinic in both parts', async () => {
    const { html, text } = await renderMail(mail)
    expect(new Date('2026-03-12T12:00:00Z').getHours()).toBe(1)
    for (const said of times.flatMap((time) => inHamburg[lang][time])) {
      expect(html).toContain(unbroken(said))
      expect(text).toContain(said)
    }
    expect(text).toContain(lang === 'en' ? 'for Hamburg.' : 'für Hamburg.')
  })

  test('leads to where it should, and nowhere else', async () => {
    const { html, text } = await renderMail(mail)
    const targets = new Set([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href))
    expect([...targets].sort()).toEqual([...links, phoneLink].sort())
    const addresses = new Set(text.match(/https?:\/\/\S+/g) ?? [])
    expect([...addresses].sort()).toEqual([...links].sort())
    expect(html).not.toMatch(/<img|src=|url\(/)
  })

  test('names the type of visit only where it may', async () => {
    const silent = await renderMail(mail)
    const open = await renderMail(withType(mail, 'Consultation'))
    expect(open.text).toContain('Consultation')
    expect(Object.values(silent).join()).not.toContain('Consultation')
    expect(open.subject + open.preview).not.toContain('Consultation')
  })

  test('has a whole text part', async () => {
    const { html, text } = await renderMail(mail)
    const heading = /<h1[^>]*>([^<]+)</.exec(html)?.[1] ?? 'no heading'
    expect(text.replaceAll('\n', ' ')).toContain(heading)
    expect(text).not.toContain('tel:')
    expect(text).toContain('Dr. Marlene Köhler')
    expect(text).toContain(clinic.address)
    expect(text).toContain(clinic.phone)
    expect(text).toContain('30 ')
    expect(text).not.toMatch(/<|&\w+;|undefined|null|NaN/)
  })

  test('turns dark whole: whatever is coloured has a class with a dark colour', async () => {
    const { html } = await renderMail(mail)
    const dark = /prefers-color-scheme:dark\)\{(.*?)\}\}/.exec(html)?.[1] ?? ''
    const coloured =
      html.match(/<\w+[^>]*style="[^"]*(?<![\w-])(?:background-)?color:[^>]*>/g) ?? []
    const light = coloured.filter((tag) => {
      const classes = /class="([^"]*)"/.exec(tag)?.[1]?.split(' ') ?? []
      return !classes.some((name) => dark.includes(`.${name}{`))
    })
    // Body's own cell, which the page's cell covers.
    expect(light).toEqual(['<td style="margin:0;padding:0;background-color:#ebf1f2">'])
    expect(html).toContain('<td class="page ground"')
  })

  test('shows a hostile name as it is written and keeps it out of the header', async () => {
    const [mean] = Object.entries(
      sampleMails(lang, { givenName: '<b>Eve</b> &', familyName: '"Co"\r\nBcc: all@example.test' }),
    )
      .filter(([key]) => key === name)
      .map(([, mail]) => mail)
    if (!mean) throw new Error(name)
    const { subject, preview, html, text } = await renderMail(mean)
    expect(html).not.toContain('<b>')
    expect(html).toContain('&lt;b&gt;Eve&lt;/b&gt; &amp; &quot;Co&quot;')
    expect(text).toContain('<b>Eve</b> & "Co"')
    expect(subject + preview).not.toMatch(/[\r\n]/)
  })
})

test.each([
  ['en', 'An earlier time for you: today, Thursday 12 March, 14:40'],
  ['de', 'Eine frühere Zeit für Sie: heute, Donnerstag, 12. März, 14:40 Uhr'],
] as const)('the offer in %s has its subject as drawn', async (lang, subject) => {
  const { subject: said, preview, text } = await renderMail(offerMail(lang))
  expect(said).toBe(subject)
  expect(preview).toContain(lang === 'en' ? '19 days earlier' : '19 Tage früher')
  expect(text).toContain(lang === 'en' ? 'until 12:00 today.' : 'bis heute, 12:00 Uhr.')
})

test('a hold past midnight says its day', async () => {
  const { text } = await renderMail({
    ...offerMail('en'),
    heldUntil: new Date('2026-03-13T07:00:00Z'),
  })
  expect(text).toContain('until Friday 13 March, 08:00.')
})

test('where several are asked at once, the offer promises nobody that it is theirs alone', async () => {
  const soon = await renderMail({ ...offerMail('en'), askedAtOnce: 3 })
  expect(soon.text).toContain('We ask up to 3 patients at once')
  expect(soon.text).toContain('Open until 12:00 today.')
  expect(soon.preview).toContain('The first to accept has it; open until 12:00.')
  const bald = await renderMail({ ...offerMail('de'), askedAtOnce: 3 })
  expect(bald.text).toContain('Wir fragen bis zu 3 Personen zugleich')
  expect(soon.text + soon.preview + bald.text + bald.preview).not.toMatch(/alone|held|gehalten/i)
})

test.each([
  ['en', 'offer quicker', 'somebody else was quicker', 'you stay on our list'],
  ['de', 'offer quicker', 'war jemand anderes schneller', 'bleiben auf unserer Liste'],
  ['en', 'offer expired', 'you can still take it', 'You have lost nothing'],
  ['de', 'offer expired', 'können Sie sie noch nehmen', 'nichts verloren'],
  ['en', 'offer taken', 'The clinic has given the earlier time', 'to somebody else'],
  ['de', 'offer taken', 'Die Praxis hat die frühere Zeit', 'an jemand anderen vergeben'],
  ['en', 'offer needed-back', 'needs it after all', 'nothing'],
  ['de', 'offer needed-back', 'braucht sie doch', 'nichts'],
  ['en', 'offer unavailable', 'plans for that day have changed', 'nothing'],
  ['de', 'offer unavailable', 'für diesen Tag umgeplant', 'nichts'],
  ['en', 'offer busy-then', 'You now have another visit with us', 'nothing'],
  ['de', 'offer busy-then', 'jetzt einen anderen Termin bei uns', 'nichts'],
  ['en', 'offer withdrawn', 'The clinic has ended its offer', 'nothing'],
  ['de', 'offer withdrawn', 'Die Praxis hat ihr Angebot', 'beendet'],
  ['en', 'reinstated', 'Your visit stands again', 'at the same time'],
  ['de', 'reinstated', 'Ihr Termin gilt wieder', 'zur selben Zeit'],
] as const)('in %s, %s says why and what holds', async (lang, name, why, holds) => {
  const mail = sampleMails(lang)[name]
  if (!mail) throw new Error('no sample')
  const { text } = await renderMail(mail)
  const said = text.replaceAll('\n', ' ')
  expect(said).toContain(why)
  expect(said).toContain(holds)
})

test.each(languages)(
  'no mail says that the clinic needs a time or asks the next when that is not certain, in %s',
  async (lang) => {
    for (const name of ['offer expired', 'offer withdrawn', 'offer taken']) {
      const mail = sampleMails(lang)[name]
      if (!mail) throw new Error('no sample')
      expect((await renderMail(mail)).text).not.toMatch(/needs|braucht|next patient|nächste Person/)
    }
  },
)

test('two practitioners are told apart', async () => {
  const offer = offerMail('en')
  const { text } = await renderMail({
    ...offer,
    offered: { ...offer.offered, practitioner: 'Dr. Jonas Petersen' },
  })
  expect(text).toContain('14:40\nwith Dr. Jonas Petersen')
  expect(text).toContain('09:40\nwith Dr. Marlene Köhler')
})

test('another year is said', async () => {
  const { subject } = await renderMail({
    ...offerMail('en'),
    now: new Date('2025-12-30T09:00:00Z'),
  })
  expect(subject).toBe('An earlier time for you: Thursday 12 March 2026, 14:40')
})

describe.each(languages)('an invitation in %s', (lang) => {
  test('says who invites, to what, as whom, for which address and until when', async () => {
    const { text, html } = await renderMail(invitationMail(lang))
    for (const said of [
      'Hafenpraxis Altona',
      'Marlene Köhler',
      lang === 'en' ? 'a scheduler' : 'Terminplanung',
      'jonas.petersen@example.test',
      lang === 'en' ? 'Thursday 19 March 2026, 10:00' : 'Donnerstag, 19. März 2026, 10:00 Uhr',
    ]) {
      expect(text).toContain(said)
    }
    const targets = new Set([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href))
    expect([...targets].sort()).toEqual([invitationLink, phoneLink].sort())
  })

  test('keeps line breaks in a clinic’s name out of its subject', async () => {
    const mail = invitationMail(lang)
    const name = 'Hafen\r\nBcc: all@example.test\u2028\u202e'
    const { subject } = await renderMail({ ...mail, clinic: { ...clinic, name } })
    expect(subject).toMatch(/^Hafen Bcc: all@example\.test [\p{L} ]+$/u)
  })
})

function offerMail(lang: Lang) {
  const mail = sampleMails(lang).offer
  if (mail?.kind !== 'offer') throw new Error('no sample')
  return mail
}

function withType(mail: Mail, type: string): Mail {
  if (mail.kind === 'invitation') return mail
  return { ...mail, visit: { ...mail.visit, type } }
}

test.each([
  ['en', 'we write to you', 'ask for an earlier time'],
  ['de', 'schreiben wir Ihnen', 'um eine frühere Zeit bitten'],
] as const)(
  'a booking in %s tells who waits so, and the others how to',
  async (lang, told, how) => {
    const { booked } = sampleMails(lang)
    if (booked?.kind !== 'booked') throw new Error('The sample is gone')
    const line = async (waits: boolean) =>
      (await renderMail({ ...booked, waits })).text.replaceAll('\n', ' ')
    expect(await line(true)).toContain(told)
    expect(await line(true)).not.toContain(how)
    expect(await line(false)).toContain(how)
    expect(await line(false)).not.toContain(told)
  },
)

describe.each(cases)('below $name in $lang', ({ lang, mail }) => {
  const [imprint, privacy] =
    lang === 'en' ? ['Imprint', 'Privacy notice'] : ['Impressum', 'Datenschutz']
  const rendered = (notices: { imprint: string; privacy: string }) =>
    renderMail({ ...mail, clinic: { ...clinic, ...notices } })

  test('stand links to the clinic’s imprint and privacy notice, in both parts', async () => {
    const pages = {
      imprint: 'https://hafenpraxis.example/impressum',
      privacy: 'https://hafenpraxis.example/datenschutz',
    }
    const { html, text } = await rendered(pages)
    for (const [label, href] of [
      [imprint, pages.imprint],
      [privacy, pages.privacy],
    ]) {
      expect(html).toMatch(new RegExp(`<a[^>]*href="${href}"[^>]*>${label}<`))
      expect(text.replaceAll('\n', ' ')).toContain(`${label} ${href}`)
    }
  })

  test('or its words line by line, and an address to write to', async () => {
    const words = 'Hafenpraxis <b>Altona</b>\nDr. Marlene Köhler'
    const { html, text } = await rendered({ imprint: words, privacy: 'data@hafenpraxis.example' })
    expect(html).toContain('href="mailto:data@hafenpraxis.example"')
    expect(html).not.toContain('<b>')
    expect(text).toContain(`${imprint}: Hafenpraxis <b>Altona</b>\nDr. Marlene Köhler`)
    expect(text).toContain('data@hafenpraxis.example')
  })

  test('or nothing, where the clinic has entered nothing', async () => {
    const { html, text } = await rendered({ imprint: '', privacy: ' ' })
    expect(html + text).not.toMatch(/Imprint|Privacy|Impressum|Datenschutz/)
  })
})

test('without a telephone number nobody is told to call it', async () => {
  for (const lang of languages) {
    for (const mail of Object.values(sampleMails(lang))) {
      const { text } = await renderMail({ ...mail, clinic: { ...clinic, phone: '' } })
      const footer = text.slice(text.lastIndexOf(lang === 'en' ? 'You get this' : 'Sie erhalten'))
      expect(footer).not.toMatch(/call|rufen|\s\./i)
    }
  }
})
