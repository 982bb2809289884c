import type { Language } from './format'
import { oft, often } from './how-often'
import type { Detail, Reason } from './result'

/** The refusals that patients are told in words; of any other their page shows what is the case. */
type ToldReason = Extract<
  Reason,
  'already-started' | 'moved-enough' | 'wished-enough' | 'pressed-enough'
>

/**
 * What a refusal means to a patient, and what they can do next. "Call us" means the telephone number
 * that stands on every patient's page. Blanks that `detail` may fill: how often something was done,
 * and the clinic's telephone number.
 */
export function reasonForPatient(reason: ToldReason, lang: Language, detail: Detail = {}): string {
  return reasons[reason][lang](detail)
}

export const reasons: Record<ToldReason, Record<Language, (detail: Detail) => string>> = {
  'already-started': {
    en: () => 'This appointment has already begun, so it cannot be changed here. Please call us.',
    de: () =>
      'Dieser Termin hat schon begonnen und lässt sich hier nicht mehr ändern. Bitte rufen Sie uns an.',
  },
  'moved-enough': {
    en: (detail) =>
      `You have moved this visit ${often(detail)} within a day, and it stays where it is.${callEn(detail)}`,
    de: (detail) =>
      `Sie haben diesen Termin innerhalb eines Tages ${oft(detail)} verlegt, nun bleibt er, wo er ist.${callDe(detail)}`,
  },
  'wished-enough': {
    en: (detail) =>
      `You have told us ${often(detail)} within a day about earlier times, so this last change is not saved.${callEn(detail)}`,
    de: (detail) =>
      `Sie haben uns innerhalb eines Tages ${oft(detail)} etwas zu früheren Zeiten gesagt, diese letzte Änderung ist nicht gespeichert.${callDe(detail)}`,
  },
  'pressed-enough': {
    en: (detail) =>
      `This link was used very often today, so your last answer was not noted.${callEn(detail)}`,
    de: (detail) =>
      `Dieser Link wurde heute sehr oft benutzt, deshalb ist Ihre letzte Antwort nicht notiert.${callDe(detail)}`,
  },
}

function callEn({ phone }: Detail): string {
  return phone ? ` Please call us: ${phone}.` : ''
}

function callDe({ phone }: Detail): string {
  return phone ? ` Bitte rufen Sie uns an: ${phone}.` : ''
}
