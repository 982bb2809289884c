import type { StaffRole } from '@/emails/kinds'
import type { MailTexts } from '@/emails/texts/type'

const because = (clinic: string) =>
  `Sie erhalten diese E-Mail, weil Sie einen Termin bei ${clinic} haben.`

const agreed = () =>
  'Sie erhalten diese E-Mail, weil Sie einverstanden sind, dass wir Sie nach früheren Terminen fragen.'

const roles: Record<StaffRole, string> = {
  admin: 'Verwaltung',
  scheduler: 'Terminplanung',
  practitioner: 'Behandlung',
}

export const de: MailTexts = {
  greeting: (name) => `Guten Tag ${name},`,
  greetingNameless: 'Guten Tag,',
  details: (type, minutes, practitioner) =>
    `${type ? `${type}, ` : ''}${minutes} Min., bei ${practitioner},`,
  withPractitioner: (practitioner) => `bei ${practitioner}`,
  callUs: (phone) => `Anrufen: ${phone}`,
  footer: {
    trouble: 'Der Knopf geht nicht? Kopieren Sie diese Adresse:',
    because: {
      booked: because,
      confirm: because,
      moved: because,
      cancelled: (clinic) =>
        `Sie erhalten diese E-Mail, weil Sie einen Termin bei ${clinic} hatten.`,
      offer: agreed,
      accepted: because,
      'offer-closed': agreed,
      invitation: (clinic) =>
        `Sie erhalten diese E-Mail, weil jemand bei ${clinic} Ihre Adresse eingetragen hat.`,
    },
    change: 'Hier ändern oder beenden Sie das',
    changeOrCall: 'oder rufen Sie uns an:',
    questions: 'Fragen? Rufen Sie uns an:',
    imprint: 'Impressum',
    privacy: 'Datenschutz',
    timesFor: (place) => `Alle Zeiten gelten für ${place}.`,
  },
  booked: (at, { reinstated, waits }) => ({
    subject: `${reinstated ? 'Ihr Termin gilt wieder' : 'Ihr Termin'}: ${at.day}, ${at.time}`,
    preview: reinstated
      ? 'Er findet doch statt. Eine Datei für Ihren Kalender ist angehängt.'
      : 'Für Sie eingetragen. Eine Datei für Ihren Kalender ist angehängt.',
    heading: reinstated
      ? 'Ihr Termin gilt wieder: Er findet doch statt, zur selben Zeit.'
      : 'Ihr Termin ist eingetragen.',
    card: 'Ihr Termin',
    button: 'Termin ansehen',
    note: `Auf der nächsten Seite können Sie zusagen, absagen oder ${waits ? 'sagen, dass Sie keine frühere Zeit mehr möchten' : 'um eine frühere Zeit bitten'}. Das Öffnen ändert nichts. ${waits ? 'Wird eine frühere Zeit frei, die Ihnen passt, schreiben wir Ihnen. ' : ''}Die angehängte Datei trägt den Termin in Ihren Kalender ein.`,
  }),
  confirm: (at) => ({
    subject: `Kommen Sie? Ihr Termin: ${at.day}, ${at.time}`,
    preview: 'Bitte sagen Sie uns, ob Sie kommen.',
    heading: 'Kommen Sie?',
    card: 'Ihr Termin',
    button: 'Jetzt antworten',
    note: 'Auf der nächsten Seite sagen Sie zu oder ab. Das Öffnen ändert nichts. Wenn Sie nicht kommen können, sagen Sie uns bitte bald Bescheid: Dann kann jemand, der wartet, die Zeit haben.',
  }),
  moved: (at, by) => ({
    subject: `Ihre neue Zeit: ${at.day}, ${at.time}`,
    preview:
      by === 'clinic'
        ? 'Wir haben Ihren Termin verlegt.'
        : 'Ihr Termin ist verlegt, wie Sie es wollten.',
    heading: by === 'clinic' ? 'Wir haben Ihren Termin verlegt.' : 'Ihr Termin ist verlegt.',
    lead:
      by === 'clinic'
        ? 'Bitte kommen Sie nicht zur alten Zeit. Wenn Ihnen die neue nicht passt, rufen Sie uns bitte an.'
        : 'Sie haben um diese Änderung gebeten. Ihre alte Zeit haben Sie freigegeben.',
    card: 'Neue Zeit',
    oldCard: 'Alte Zeit',
    button: 'Termin ansehen',
    note: 'Auf der nächsten Seite können Sie zusagen oder absagen. Das Öffnen ändert nichts. Die Links in unseren früheren E-Mails zu diesem Termin gelten nicht mehr.',
  }),
  cancelled: (at, by) => ({
    subject: `Abgesagt: Ihr Termin am ${at.day}, ${at.time}`,
    preview: 'Für eine neue Zeit rufen Sie uns bitte an.',
    heading: 'Ihr Termin ist abgesagt.',
    lead:
      by === 'clinic'
        ? 'Der Termin unten findet nicht statt. Falls Sie das nicht erwartet haben, tut es uns leid: Bitte rufen Sie uns an, wir finden eine neue Zeit für Sie.'
        : 'Sie haben den Termin unten abgesagt. Danke, dass Sie uns Bescheid gegeben haben.',
    card: 'Abgesagt',
    note: 'Für eine neue Zeit rufen Sie uns bitte an.',
  }),
  offer: ({ offered, currentDay, earlier, until, untilToday, askedAtOnce }) => ({
    subject: `Eine frühere Zeit für Sie: ${offered.day}, ${offered.time}`,
    preview: `${capital(earlier)} als Ihr Termin am ${currentDay}. ${askedAtOnce > 1 ? 'Wer zuerst annimmt, hat sie; offen' : 'Für Sie gehalten'} bis ${untilToday ? until.time : `${until.day}, ${until.time}`}.`,
    heading: 'Eine frühere Zeit ist frei geworden. Möchten Sie sie?',
    card: 'Frühere Zeit',
    currentCard: 'Ihre Zeit jetzt',
    button: 'Ansehen und wählen',
    note: `Auf der nächsten Seite nehmen Sie die Zeit an oder behalten Ihre. Das Öffnen ändert nichts. Ohne Antwort bleibt es beim ${currentDay}, und vielleicht bekommt jemand anderes die Zeit.`,
  }),
  held: (until, today, atOnce) => ({
    before:
      atOnce > 1
        ? `Wir fragen bis zu ${atOnce} Personen zugleich, weil es bald ist; wer zuerst annimmt, hat die Zeit. Offen bis`
        : 'Nur für Sie gehalten bis',
    until: today ? `heute, ${until.time}` : `${until.day}, ${until.time}`,
    after: '.',
  }),
  accepted: (at, oldDay) => ({
    subject: `Ihre neue Zeit: ${at.day}, ${at.time}`,
    preview: `Die frühere Zeit gehört Ihnen. Ihre alte Zeit am ${oldDay} ist freigegeben.`,
    heading: 'Erledigt. Die frühere Zeit gehört Ihnen.',
    card: 'Ihre neue Zeit',
    oldCard: 'Alte Zeit, freigegeben',
    lead: 'Ihre alte Zeit hat jetzt vielleicht schon jemand anderes.',
    button: 'Termin ansehen',
    note: 'Wenn Sie doch nicht kommen können, sagen Sie bitte auf der nächsten Seite ab. Das Öffnen ändert nichts.',
  }),
  offerClosed: (offered, at, why) => ({
    subject: `Es bleibt bei Ihrer Zeit: ${at.day}, ${at.time}`,
    preview:
      why === 'quicker'
        ? 'Jemand anderes war schneller. Sie haben nichts verloren.'
        : 'Die frühere Zeit ist nicht mehr für Sie gehalten. Sie haben nichts verloren.',
    heading: 'Es bleibt bei Ihrer Zeit.',
    lead: {
      expired: `Zur früheren Zeit (${offered.day}, ${offered.time}) kam keine Antwort von Ihnen, darum halten wir sie nicht länger für Sie frei. Solange niemand sie hat, können Sie sie noch nehmen: Drücken Sie dazu noch einmal den Knopf in unserer E-Mail dazu. Sie haben nichts verloren.`,
      quicker: `Bei der früheren Zeit (${offered.day}, ${offered.time}) war jemand anderes schneller: Wir hatten mehrere zugleich gefragt, weil es bald war. Trotzdem danke. Sie haben nichts verloren und bleiben auf unserer Liste.`,
      taken: `Die Praxis hat die frühere Zeit (${offered.day}, ${offered.time}) an jemand anderen vergeben. Das tut uns leid. Sie haben nichts verloren.`,
      'needed-back': `Die frühere Zeit (${offered.day}, ${offered.time}) ist nicht mehr frei: Wer sie abgegeben hatte, braucht sie doch. Das tut uns leid. Sie haben nichts verloren.`,
      unavailable: `Die frühere Zeit (${offered.day}, ${offered.time}) gibt es doch nicht: Die Praxis hat für diesen Tag umgeplant. Das tut uns leid. Sie haben nichts verloren.`,
      'busy-then': `Zur früheren Zeit (${offered.day}, ${offered.time}) haben Sie jetzt einen anderen Termin bei uns, darum bieten wir sie Ihnen nicht mehr an. Sie haben nichts verloren.`,
      withdrawn: `Die Praxis hat ihr Angebot der früheren Zeit (${offered.day}, ${offered.time}) beendet; sie ist nicht mehr für Sie gehalten. Das tut uns leid. Sie haben nichts verloren.`,
    }[why],
    card: 'Ihre Zeit',
    button: 'Termin ansehen',
    note: 'Wird wieder eine frühere Zeit frei, fragen wir Sie erneut. Auf der nächsten Seite können Sie das ändern; das Öffnen ändert nichts.',
  }),
  invitation: ({ clinic, invitedBy, email, role, until }) => ({
    subject: `${clinic} lädt Sie zu Medcal ein`,
    preview: `${invitedBy} möchte, dass Sie dazukommen. Gültig bis ${until.day}, ${until.time}.`,
    heading: `Arbeiten Sie mit: ${clinic} auf Medcal.`,
    lead: `${invitedBy} lädt Sie ein, mit dem Kalender der Praxis zu arbeiten. Ihre Rolle: ${roles[role]}.`,
    address: `Bitte legen Sie Ihr Konto mit dieser Adresse an, oder melden Sie sich damit an: ${email}. Für eine andere gilt die Einladung nicht.`,
    valid: `Sie gilt bis ${until.day}, ${until.time}.`,
    button: 'Dazukommen',
    note: 'Wenn Sie diese E-Mail nicht erwartet haben, tun Sie nichts: Ohne Ihr Konto kommt niemand dazu.',
  }),
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
