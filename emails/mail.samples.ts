import type { Lang, Mail } from '@/emails/kinds'
import type { MailedOutcome } from '@/lib/domain/offer-outcomes'

/** The instant of picture 10: Thursday 12 March 2026, 10:00 in Hamburg. */
export const now = new Date('2026-03-12T09:00:00Z')

export const clinic = {
  name: 'Hafenpraxis Altona',
  address: 'Elbchaussee 14, 22765 Hamburg',
  phone: '+49 40 5557 0100',
  zone: 'Europe/Berlin',
  imprint: '',
  privacy: '',
}

const practitioner = 'Dr. Marlene Köhler'

/** In summer time already, which begins on 29 March. */
export const later = {
  start: new Date('2026-03-31T07:40:00Z'),
  end: new Date('2026-03-31T08:10:00Z'),
  practitioner,
}

export const sooner = {
  start: new Date('2026-03-12T13:40:00Z'),
  end: new Date('2026-03-12T14:10:00Z'),
  practitioner,
}

const base = 'https://visits.hafenpraxis.example'
export const visitLink = `${base}/visit/q7VdR4tN8sLm2XcB6yHp0w`
export const offerLink = `${base}/offer/Zk3MwT9aQe5uJf1oGvSiYK2`
export const invitationLink = `${base}/invitation/b8RxWn4PdEt7UcK2zJq5mA`

export const mailEnds: MailedOutcome[] = [
  'expired',
  'quicker',
  'taken',
  'needed-back',
  'unavailable',
  'busy-then',
  'withdrawn',
]

/** One mail of each kind (two where somebody may have caused it one way or the other). */
export function sampleMails(
  lang: Lang,
  patient = { givenName: 'Amara', familyName: 'Diallo' },
): Record<string, Mail> {
  const common = { clinic, lang, now, patient }
  const links = { visit: visitLink }
  const own = { ...common, visit: { ...later, type: null }, links }
  const earlier = { ...common, visit: { ...sooner, type: null }, links }
  return {
    booked: { kind: 'booked', ...own, reinstated: false, waits: false },
    reinstated: { kind: 'booked', ...own, reinstated: true, waits: true },
    confirm: { kind: 'confirm', ...own },
    'moved by the clinic': { kind: 'moved', ...own, previous: sooner, by: 'clinic' },
    'moved by the patient': { kind: 'moved', ...earlier, previous: later, by: 'patient' },
    'cancelled by the clinic': { kind: 'cancelled', ...common, visit: own.visit, by: 'clinic' },
    'cancelled by the patient': { kind: 'cancelled', ...common, visit: own.visit, by: 'patient' },
    offer: {
      kind: 'offer',
      ...own,
      offered: sooner,
      heldUntil: new Date('2026-03-12T11:00:00Z'),
      askedAtOnce: 1,
      links: { visit: visitLink, offer: offerLink },
    },
    accepted: { kind: 'accepted', ...earlier, previous: later },
    ...Object.fromEntries(
      mailEnds.map((why) => [
        `offer ${why}`,
        { kind: 'offer-closed', ...own, offered: sooner, why },
      ]),
    ),
  }
}

export function invitationMail(lang: Lang): Mail {
  return {
    kind: 'invitation',
    clinic,
    lang,
    now,
    email: 'jonas.petersen@example.test',
    invitedBy: 'Marlene Köhler',
    role: 'scheduler',
    validUntil: new Date('2026-03-19T09:00:00Z'),
    links: { invitation: invitationLink },
  }
}
