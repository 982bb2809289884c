import type { Mail, MailTime } from '@/emails/kinds'
import type { Letter } from '@/lib/commands/mail/send'
import { personName } from '@/lib/domain/format'
import { mailedOutcome } from '@/lib/domain/offer-outcomes'

/** A letter as the props of its mail, and to whom it goes. `baseUrl` is the app's own address. */
export function letterMail(
  letter: Letter,
  baseUrl: string,
): { mail: Mail; to: { name: string; address: string } } {
  const { clinic, now, message, invitation, inviter, patient, appointment, practitioner } = letter
  const head = {
    name: clinic.name,
    address: clinic.address,
    phone: clinic.phone,
    zone: clinic.timeZone,
    imprint: clinic.imprint,
    privacy: clinic.privacy,
  }
  const link = (path: string | null) => `${baseUrl}${path ?? '/'}`
  if (message.kind === 'invitation') {
    if (!invitation || !inviter) throw new Error(`Message ${message.id} has no invitation`)
    const mail: Mail = {
      kind: 'invitation',
      clinic: head,
      lang: clinic.language,
      now,
      email: invitation.email,
      invitedBy: inviter.name,
      role: invitation.role,
      validUntil: invitation.expiresAt,
      links: { invitation: link(letter.paths.invitation) },
    }
    return { mail, to: { name: '', address: invitation.email } }
  }
  if (!patient || !appointment || !practitioner)
    throw new Error(`Message ${message.id} has no visit`)
  const own: MailTime = {
    start: appointment.startsAt,
    end: appointment.endsAt,
    practitioner: practitioner.name,
  }
  const common = {
    clinic: head,
    lang: patient.language,
    now,
    patient,
    visit: { ...own, type: clinic.typeInMails ? (letter.type?.name ?? null) : null },
  }
  const by = message.facts.by ?? 'clinic'
  const links = { visit: link(letter.paths.visit) }
  const to = { name: personName(patient), address: patient.email }
  switch (message.kind) {
    case 'booked': {
      const reinstated = message.facts.reinstated === true
      return { mail: { ...common, kind: 'booked', reinstated, waits: letter.waits, links }, to }
    }
    case 'confirm':
      return { mail: { ...common, kind: 'confirm', links }, to }
    case 'moved':
      return {
        mail: { ...common, kind: 'moved', previous: previousTime(letter, own), by, links },
        to,
      }
    case 'accepted':
      return {
        mail: { ...common, kind: 'accepted', previous: previousTime(letter, own), links },
        to,
      }
    case 'cancelled':
      return { mail: { ...common, kind: 'cancelled', by }, to }
    case 'offer': {
      const { offered, offer } = offeredTime(letter, own)
      const offerLinks = { ...links, offer: link(letter.paths.offer) }
      const { expiresAt: heldUntil, askedAtOnce } = offer
      return {
        mail: { ...common, kind: 'offer', offered, heldUntil, askedAtOnce, links: offerLinks },
        to,
      }
    }
    case 'offer-closed': {
      const { offered, offer } = offeredTime(letter, own)
      const why = mailedOutcome(offer.closedWhy)
      return { mail: { ...common, kind: 'offer-closed', offered, why, links }, to }
    }
  }
}

/** The time before a move; it took as long as the new one. */
function previousTime({ message, previousPractitioner }: Letter, own: MailTime): MailTime {
  const start = new Date(message.facts.from ?? own.start)
  return {
    start,
    end: new Date(+start + (+own.end - +own.start)),
    practitioner: previousPractitioner ?? own.practitioner,
  }
}

function offeredTime({ offer, opening, openingPractitioner, message }: Letter, own: MailTime) {
  if (!offer || !opening || !openingPractitioner)
    throw new Error(`Message ${message.id} has no offer`)
  const end = new Date(+opening.startsAt + (+own.end - +own.start))
  return {
    offer,
    offered: { start: opening.startsAt, end, practitioner: openingPractitioner.name },
  }
}
