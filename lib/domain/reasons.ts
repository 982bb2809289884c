import { dayAndTime, type Language } from './format'
import { oft, often } from './how-often'
import type { Detail, StaffReason } from './result'

type Sentence = string | ((detail: Detail) => string)

/** What a refusal means to staff, and what they can do next. `detail`: as given with the refusal. */
export function reasonForStaff(
  reason: StaffReason,
  lang: Language = 'en',
  detail: Detail = {},
): string {
  const sentence = reasons[reason][lang]
  return typeof sentence === 'string' ? sentence : sentence(detail)
}

/**
 * Every refusal that staff can meet, in words. Blanks that `detail` may fill: until when it is 'held'
 * or has to wait, how many visits make it 'in-use' or 'still-expected', and how often something was done.
 */
export const reasons: Record<StaffReason, Record<Language, Sentence>> = {
  taken: {
    en: 'That time has just been taken. Choose one of the times that are still free.',
    de: 'Diese Zeit wurde gerade vergeben. Wählen Sie eine der Zeiten, die noch frei sind.',
  },
  'not-free-any-more': {
    en: 'This time is no longer free. Look at the calendar and choose another.',
    de: 'Diese Zeit ist nicht mehr frei. Sehen Sie im Kalender nach und wählen Sie eine andere.',
  },
  held: {
    en: ({ until, zone }) =>
      `This time is held for a patient${until && zone ? ` until ${dayAndTime(until, zone, 'en')}` : ''}. Choose another, or book it by hand: that ends the offer and tells the patient.`,
    de: ({ until, zone }) =>
      `Diese Zeit wird ${until && zone ? `bis ${dayAndTime(until, zone, 'de')} ` : ''}für jemanden freigehalten. Wählen Sie eine andere oder buchen Sie von Hand: Das beendet das Angebot und gibt Bescheid.`,
  },
  'already-open': {
    en: 'This time is open already. Look for it among the openings.',
    de: 'Diese Zeit ist schon freigegeben. Sie finden sie unter den freien Zeiten.',
  },
  'outside-hours': {
    en: 'The practitioner does not work for all of that time. Choose a time inside working hours.',
    de: 'In dieser Zeit wird nicht durchgehend gearbeitet. Wählen Sie eine Zeit innerhalb der Arbeitszeiten.',
  },
  past: {
    en: 'That time has passed. Choose a later one.',
    de: 'Diese Zeit ist schon vorbei. Wählen Sie eine spätere.',
  },
  'no-such-wall-time': {
    en: 'The clocks change that day: this time does not exist, or comes twice. Choose another.',
    de: 'An diesem Tag wird die Uhr umgestellt: Diese Zeit fehlt oder kommt doppelt vor. Wählen Sie eine andere.',
  },
  'not-found': {
    en: 'This is not here any more. Reload the page to see what there is now.',
    de: 'Das gibt es hier nicht mehr. Laden Sie die Seite neu, um den jetzigen Stand zu sehen.',
  },
  'not-allowed': {
    en: 'Your role does not allow this. Ask an admin of your clinic to do it, or to change your role.',
    de: 'Ihre Rolle erlaubt das nicht. Bitten Sie jemanden mit der Rolle Admin darum.',
  },
  invalid: {
    en: 'Something in the form is missing or not right. Check the marked fields and try again.',
    de: 'Im Formular fehlt etwas oder stimmt etwas nicht. Prüfen Sie die markierten Felder und versuchen Sie es noch einmal.',
  },
  'in-use': {
    en: ({ visits }) =>
      `This is still in use${visits ? ` by ${visits === 1 ? 'one coming visit' : `${visits} coming visits`}` : ''}. Move or cancel what depends on it first.`,
    de: ({ visits }) =>
      `Das wird noch gebraucht${visits ? ` von ${visits === 1 ? 'einem kommenden Termin' : `${visits} kommenden Terminen`}` : ''}. Verschieben oder beenden Sie zuerst, was davon abhängt.`,
  },
  'changed-meanwhile': {
    en: 'Somebody changed this while you had it open. Look at it as it is now, then try again.',
    de: 'Das wurde geändert, während es bei Ihnen offen war. Sehen Sie den neuen Stand an und versuchen Sie es noch einmal.',
  },
  'already-cancelled': {
    en: 'This visit is already cancelled. Book a new one if the patient is coming after all.',
    de: 'Dieser Termin ist schon abgesagt. Buchen Sie einen neuen, falls doch jemand kommt.',
  },
  'already-started': {
    en: 'This visit has already begun. Note in its details whether the patient came.',
    de: 'Dieser Termin hat schon begonnen. Halten Sie in seinen Einzelheiten fest, ob jemand gekommen ist.',
  },
  'confirmed-already': {
    en: 'The patient has said already that they are coming. There is nothing to ask.',
    de: 'Der Termin ist schon bestätigt. Es gibt nichts zu fragen.',
  },
  'asked-today': {
    en: 'The patient was asked today already. Ring them, or ask again tomorrow.',
    de: 'Heute wurde schon gefragt. Rufen Sie an, oder fragen Sie morgen noch einmal.',
  },
  'not-begun': {
    en: 'This visit has not begun yet. Wait for its start before you note what became of it.',
    de: 'Dieser Termin hat noch nicht begonnen. Warten Sie den Beginn ab, bevor Sie festhalten, was daraus geworden ist.',
  },
  'not-its-day': {
    en: 'This visit is on another day. Note the arrival on that day, or move the visit.',
    de: 'Dieser Termin ist an einem anderen Tag. Halten Sie die Ankunft an diesem Tag fest, oder verlegen Sie den Termin.',
  },
  'appointment-not-active': {
    en: 'This visit is over or cancelled and can no longer be changed. Book a new one instead.',
    de: 'Dieser Termin ist vorbei oder abgesagt und lässt sich nicht mehr ändern. Buchen Sie stattdessen einen neuen.',
  },
  'not-open': {
    en: 'This offer is already closed. Look at the opening to see what happens with it now.',
    de: 'Dieses Angebot ist schon abgeschlossen. Sehen Sie bei der freien Zeit nach, wie es weitergeht.',
  },
  'email-in-use': {
    en: 'This email address is already in use here. Search for it, or enter another.',
    de: 'Diese E-Mail-Adresse wird hier schon verwendet. Suchen Sie danach oder geben Sie eine andere ein.',
  },
  'known-already': {
    en: 'A patient of this name and birth date is here already. Choose them, or add this one all the same.',
    de: 'Jemand mit diesem Namen und Geburtsdatum ist schon eingetragen. Wählen Sie diesen Eintrag oder legen Sie trotzdem einen neuen an.',
  },
  'patient-merged': {
    en: ({ patient }) =>
      `This patient was merged into ${patient || 'another'}. Go on with ${patient || 'that one'}; nothing was changed.`,
    de: ({ patient }) =>
      `Dieser Eintrag wurde mit ${patient || 'einem anderen'} zusammengeführt. Machen Sie dort weiter; es wurde nichts geändert.`,
  },
  'offers-stopped': {
    en: 'This patient wants no offers by email. If they have changed their mind, note that on their page first.',
    de: 'Hier sind keine Angebote per E-Mail erwünscht. Hat sich das geändert, vermerken Sie es zuerst auf der Seite dieser Person.',
  },
  'already-member': {
    en: 'This account already belongs to a clinic. Sign in with it, or use another address.',
    de: 'Dieses Konto gehört schon zu einer Praxis. Melden Sie sich damit an oder nehmen Sie eine andere Adresse.',
  },
  'invitation-expired': {
    en: 'This invitation is no longer valid. Ask your clinic for a new one.',
    de: 'Diese Einladung gilt nicht mehr. Bitten Sie Ihre Praxis um eine neue.',
  },
  'invitation-other-address': {
    en: 'This invitation is for another email address. Sign out, then sign in with the address that it was sent to.',
    de: 'Diese Einladung gilt für eine andere E-Mail-Adresse. Melden Sie sich ab und mit der eingeladenen Adresse wieder an.',
  },
  'address-not-verified': {
    en: 'Your email address is not confirmed yet. Open the link in the email that you got when you made your account, then sign in again.',
    de: 'Ihre E-Mail-Adresse ist noch nicht bestätigt. Öffnen Sie den Link in der Mail zu Ihrem Konto und melden Sie sich neu an.',
  },
  'sign-up-closed': {
    en: 'No new clinics can be created here. To join one, open the link in its invitation.',
    de: 'Neue Praxen können hier nicht angelegt werden. Zu einer Praxis kommen Sie über den Link in ihrer Einladung.',
  },
  'last-admin': {
    en: 'A clinic needs at least one admin. Make somebody else admin first.',
    de: 'Eine Praxis braucht mindestens eine Person mit der Rolle Admin. Geben Sie sie zuerst jemand anderem.',
  },
  'patient-erased': {
    en: 'This patient was erased, and nothing can be added or changed any more. If they come again, add them as a new patient.',
    de: 'Diese Person wurde gelöscht, es lässt sich nichts mehr ergänzen oder ändern. Falls sie wiederkommt, legen Sie sie neu an.',
  },
  'still-expected': {
    en: ({ visits }) =>
      `This patient has ${visits === 1 ? 'a visit' : `${visits ?? 'some'} visits`} to come. Cancel ${visits === 1 ? 'it' : 'them'} first, then erase the patient.`,
    de: ({ visits }) =>
      `Es gibt noch ${visits === 1 ? 'einen kommenden Termin' : `${visits ?? 'einige'} kommende Termine`}. Sagen Sie zuerst ab und löschen Sie dann.`,
  },
  'name-differs': {
    en: 'That is not this patient’s name. Type it as it stands at the top of the page.',
    de: 'Das ist nicht der Name dieser Person. Geben Sie ihn so ein, wie er oben auf der Seite steht.',
  },
  'address-invited-enough': {
    en: (detail) =>
      `That address has been sent ${howMany(detail, 'invitations')} within a day. ${waitEn(detail, 'The next one can go')} Ask your colleague to look in the spam folder, too.`,
    de: (detail) =>
      `An diese Adresse gingen innerhalb eines Tages ${howMany(detail, 'Einladungen')}. ${waitDe(detail, 'Die nächste geht')} Bitten Sie darum, auch im Spam-Ordner nachzusehen.`,
  },
  'invited-enough': {
    en: (detail) =>
      `Your clinic has sent ${howMany(detail, 'invitations')} within a day. ${waitEn(detail, 'The next one can go')}`,
    de: (detail) =>
      `Ihre Praxis hat innerhalb eines Tages ${howMany(detail, 'Einladungen')} verschickt. ${waitDe(detail, 'Die nächste geht')}`,
  },
  'asked-enough': {
    en: (detail) =>
      `The patient has been asked about this visit ${often(detail)} within a day. ${waitEn(detail, 'The next email can go')} Ring them instead.`,
    de: (detail) =>
      `Nach diesem Termin wurde innerhalb eines Tages ${oft(detail)} gefragt. ${waitDe(detail, 'Die nächste E-Mail geht')} Rufen Sie stattdessen an.`,
  },
  'links-ended-enough': {
    en: (detail) =>
      `This patient’s address was corrected, or their links were ended, ${often(detail)} within a day. ${waitEn(detail, 'It can be done again')} Until then, ring them.`,
    de: (detail) =>
      `Bei dieser Person wurde innerhalb eines Tages ${oft(detail)} die Adresse berichtigt oder wurden die Links beendet. ${waitDe(detail, 'Es geht wieder')} Rufen Sie bis dahin an.`,
  },
  'swept-enough': {
    en: (detail) =>
      `This was run by hand ${often(detail)} within an hour. ${waitEn(detail, 'It can be run again')} It runs by itself every day, too.`,
    de: (detail) =>
      `Das wurde innerhalb einer Stunde ${oft(detail)} von Hand ausgelöst. ${waitDe(detail, 'Es geht wieder')} Jeden Tag läuft es auch von selbst.`,
  },
  'signed-up-enough': {
    en: 'This was tried too often within a day. Try again tomorrow; what you typed is still here.',
    de: 'Das wurde innerhalb eines Tages zu oft versucht. Versuchen Sie es morgen noch einmal; was Sie eingegeben haben, steht noch da.',
  },
}

function howMany({ times }: Detail, what: string): string {
  return times ? `${times} ${what}` : what
}

function waitEn({ until, zone }: Detail, what: string): string {
  return until && zone ? `${what} after ${dayAndTime(until, zone, 'en')}.` : `${what} tomorrow.`
}

function waitDe({ until, zone }: Detail, what: string): string {
  return until && zone ? `${what} ab ${dayAndTime(until, zone, 'de')}.` : `${what} morgen.`
}
