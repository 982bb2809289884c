export type LandingLang = 'en' | 'de'

type Words = {
  title: string
  lead: string
  signIn: string
  create: string
  /** In place of the way to create one, where no new clinics are taken. */
  closed: string
  patients: string
  /** After a sign-in that came to nothing. */
  failed: [string, string]
  today: string
  moves: [string, string, string]
  story: string
}

/** What the landing page says. */
export const landingWords: Record<LandingLang, Words> = {
  en: {
    title: 'A cancelled visit is somebody’s earlier one',
    lead: 'Medcal keeps the clinic’s calendar. When a time falls free it offers it by mail to somebody who would rather come sooner, holds it until they have answered or their time is over, and asks on.',
    signIn: 'Sign in to your clinic',
    create: 'Create an account',
    closed:
      'No new clinics can be created here. To join a clinic, open the link in its invitation.',
    patients: 'Patient? Use the link in your mail.',
    failed: [
      'Signing in did not work.',
      'Try once more, from here; if it stays, tell who looks after Medcal in your clinic.',
    ],
    today: 'today',
    moves: ['Hanna, 14 days earlier', 'Leonor, 8 days earlier', 'Ewa, 19 days earlier'],
    story:
      'A calendar after one cancellation: Hanna comes 14 days earlier, Leonor takes Hanna’s time, Ewa takes Leonor’s, and Ewa’s own time is free to book.',
  },
  de: {
    title: 'Ein Termin fällt aus, jemand kommt früher',
    lead: 'Medcal führt den Kalender der Praxis. Wird eine Zeit frei, bietet Medcal sie per E-Mail jemandem an, der lieber früher käme, hält sie bis zur Antwort frei und fragt dann weiter.',
    signIn: 'In der Praxis anmelden',
    create: 'Konto anlegen',
    closed:
      'Neue Praxen können hier nicht angelegt werden. Zu einer bestehenden kommen Sie über den Link in ihrer Einladung.',
    patients: 'Für Patienten: der Link in Ihrer E-Mail.',
    failed: [
      'Die Anmeldung hat nicht geklappt.',
      'Versuchen Sie es von hier aus noch einmal; bleibt es dabei, sagen Sie es der Person, die Medcal in der Praxis betreut.',
    ],
    today: 'heute',
    moves: ['Hanna, 14 Tage früher', 'Leonor, 8 Tage früher', 'Ewa, 19 Tage früher'],
    story:
      'Ein Kalender nach einer Absage: Hanna kommt 14 Tage früher, Leonor nimmt Hannas Zeit, Ewa nimmt Leonors Zeit, und Ewas bisherige Zeit ist frei.',
  },
}
