import type { PatientTexts } from '@/components/patient/texts'
import type { When } from '@/components/patient/when'

const askAgain = 'Wird wieder eine frühere Zeit frei, fragen wir Sie erneut.'

export const de: PatientTexts = {
  titles: { visit: 'Ihr Termin', earlier: 'Eine frühere Zeit', move: 'Termin verlegen' },
  labels: {
    visit: 'Termin',
    with: 'Bei',
    where: 'Ort',
    yourVisit: 'Ihr Termin',
    yourTime: 'Ihre Zeit',
    yourTimeNow: 'Ihre Zeit jetzt',
    earlierTime: 'Frühere Zeit',
    yourNewTime: 'Ihre neue Zeit',
    cancelled: 'Abgesagt',
    newTime: 'Neue Zeit',
  },
  buttons: {
    coming: 'Ja, ich komme',
    notComing: 'Ich kann nicht kommen',
    cancel: 'Termin absagen',
    keep: 'Termin behalten',
    accept: 'Frühere Zeit annehmen',
    keepCurrent: 'Meine Zeit behalten',
    addToCalendar: 'In meinen Kalender',
    notComingAfterAll: 'Ich kann doch nicht kommen',
    call: (phone) => `Anrufen: ${phone}`,
    askNoMore: 'Nicht mehr fragen',
    askAgain: 'Wieder fragen',
    save: 'Speichern',
    back: 'Zurück zu meinem Termin',
    move: 'Termin verlegen',
    seeOffer: 'Ansehen und wählen',
    moveHere: 'Auf diese Zeit verlegen',
    otherTimes: 'Andere Zeiten ansehen',
  },
  wish: {
    label: 'Gern auch früher',
    hint: 'Wird eine Zeit frei, fragen wir Sie zuerst per E-Mail',
    saved: {
      on: 'Notiert. Wird eine frühere Zeit frei, fragen wir Sie per E-Mail.',
      off: 'Notiert. Wir fragen Sie nicht mehr nach früheren Zeiten.',
    },
  },
  wishes: {
    askDifferently: 'Anders fragen',
    counts: 'Was Sie hier wählen, gilt ab jetzt, wenn Sie Ihre Zeit behalten.',
    keepAndSave: 'Zeit behalten und das speichern',
    stop: 'Nicht mehr fragen',
    page: (at) => ({
      title: 'Welche früheren Zeiten passen Ihnen?',
      lead: `Ihr Termin ist ${at.dayInside}, ${at.clock}. Er gehört Ihnen, bis Sie eine andere Zeit annehmen.`,
    }),
    link: 'Welche Zeiten passen',
    askMe: 'Nach diesen Zeiten fragen',
    times: 'Tageszeit',
    timesOfDay: { morning: 'Vormittag', afternoon: 'Nachmittag', evening: 'Ab 17 Uhr' },
    weekdays: 'Tage',
    notBefore: 'Nicht vor dem',
    notBeforeHint: 'Leer: so früh wie möglich.',
    notice: 'Ich muss es wissen',
    noticeOf: (minutes) =>
      minutes === 0 ? 'egal wie kurz vorher' : `${spelledOut(minutes)} vorher`,
    with: 'Bei',
    withAnybody: 'egal, bei wem',
    withOnly: (practitioners) => `nur bei ${practitioners.join(' oder ')}`,
    minGain: 'Mindestens so viel früher',
    minGainOf: (days) => (days === null ? 'egal, wie viel' : `${spelledOut(days * 1440)} früher`),
    saved: 'Notiert. Ab jetzt fragen wir Sie nur nach Zeiten, die passen.',
    notSaved: 'Das ist noch nicht gespeichert.',
    keptNotSaved: 'Sie behalten Ihre Zeit, aber wie wir Sie fragen sollen, ist nicht gespeichert.',
    mend: 'Zum Feld',
    noTimes:
      'Wählen Sie mindestens eine Tageszeit. Wenn keine passt, wählen Sie stattdessen „Nicht mehr fragen“.',
    noWeekdays:
      'Wählen Sie mindestens einen Tag. Wenn keiner passt, wählen Sie stattdessen „Nicht mehr fragen“.',
    notADate: 'Das ist kein Datum. Schreiben Sie es wie 2026-03-31, oder lassen Sie das Feld leer.',
    afterVisit: (at) =>
      `Ihr Termin ist schon ${at.onDay}, es bliebe also keine frühere Zeit. Wählen Sie einen Tag davor, oder lassen Sie das Feld leer.`,
  },
  hold: {
    until: (when, today) =>
      today
        ? `Für Sie gehalten bis ${when.clock}`
        : `Für Sie gehalten bis ${when.dayInside}, ${when.clock}`,
    open: (until, today) => `Offen bis ${clock(until, today)}`,
    waiting: (at, until, today) =>
      `Eine frühere Zeit wartet bis ${clock(until, today)} auf Ihre Antwort: ${at.dayInside}, ${at.clock}.`,
    atOnce: (n) =>
      `Wir haben bis zu ${n} Personen zugleich gefragt, weil es bald ist. Wer zuerst annimmt, hat die Zeit.`,
  },
  visit: {
    ask: (name, at) => ({ title: `${name}, kommen Sie ${at.onDay}?` }),
    anotherTime: { before: 'Brauchen Sie eine andere Zeit? Rufen Sie uns an:', after: '.' },
    untilToday: (until) => `, heute bis ${until.clock}`,
    moveOrCall: { need: 'Brauchen Sie eine andere Zeit?', before: 'oder anrufen:', after: '.' },
    confirmed: (at) => ({
      title: `Danke. Wir sehen uns ${at.onDay} um ${at.clock}`,
      note: 'Wenn etwas dazwischenkommt, sagen Sie uns bitte so früh wie möglich Bescheid.',
    }),
    cancelQuestion: (at, offered) => ({
      title: `Ihren Termin ${at.onDay} absagen?`,
      lead: `${offered ? 'Wir bieten Ihre Zeit jemandem an, der wartet. ' : ''}Um doch zu kommen, bräuchten Sie eine neue Zeit.`,
    }),
    cancelCall: { before: 'Eine neue Zeit bekommen Sie am Telefon,', after: '.' },
    movedByYou: (at) => ({
      title: `Erledigt. Wir sehen uns ${at.onDay} um ${at.clock}`,
      note: 'Ihre alte Zeit ist freigegeben. Eine E-Mail mit der neuen Zeit ist unterwegs; die Links in unseren früheren E-Mails gelten nicht mehr.',
    }),
    cancelledByYou: (offered) => ({
      title: 'Ihr Termin ist abgesagt',
      lead: `Danke, dass Sie uns Bescheid gegeben haben.${offered ? ' Die Zeit hat jetzt vielleicht schon jemand, der gewartet hat.' : ''}`,
      note: 'Für eine neue Zeit rufen Sie uns bitte an.',
    }),
    cancelledByClinic: {
      title: 'Ihr Termin findet nicht statt',
      lead: 'Er ist abgesagt. Falls Sie das nicht erwartet haben, tut es uns leid.',
      note: 'Bitte rufen Sie uns an, wir finden eine neue Zeit für Sie.',
    },
    moved: {
      title: 'Ihr Termin ist verlegt',
      lead: 'Dieser Link gehört zur alten Zeit. In unserer neuesten E-Mail an Sie stehen die neue Zeit und ein Link, der gilt.',
      note: 'Sie finden diese E-Mail nicht? Bitte rufen Sie uns an.',
    },
    standsAgain: {
      title: 'Ihr Termin gilt wieder',
      lead: 'Er war eine Weile abgesagt und findet doch statt: am selben Tag, zur selben Zeit, am selben Ort.',
      note: 'Dieser Link ist von davor. In unserer neuesten E-Mail an Sie steht einer, der gilt; wenn Sie sie nicht finden, rufen Sie uns bitte an.',
    },
    arrived: {
      title: 'Willkommen. Wir wissen, dass Sie da sind',
      lead: 'Auf dieser Seite ist nichts mehr zu tun.',
      note: 'Wenn etwas unklar ist, fragen Sie uns bitte am Empfang, oder rufen Sie an.',
    },
    past: (at) => ({
      title: 'Dieser Termin ist vorbei',
      lead: `Er war ${at.onDay} um ${at.clock}.`,
      note: 'Für einen neuen Termin rufen Sie uns bitte an.',
    }),
  },
  move: {
    choose: (at) => ({
      title: 'Wählen Sie eine neue Zeit',
      lead: `Ihr Termin ist ${at.dayInside}, ${at.clock}. Er gehört Ihnen, bis Sie eine andere Zeit wählen.`,
    }),
    with: (practitioner) => `Bei ${practitioner}`,
    showOthers: 'Zeiten bei jemand anderem ansehen',
    showOwn: (practitioner) => `Zeiten bei ${practitioner} ansehen`,
    free: (n) => (n === 1 ? '1 Zeit frei' : `${n} Zeiten frei`),
    earlierDays: 'Frühere Tage',
    laterDays: 'Spätere Tage',
    none: 'In diesen Tagen ist nichts frei. Sehen Sie spätere Tage an, oder rufen Sie uns an.',
    taken: 'Diese Zeit wurde gerade vergeben. Diese Zeiten sind noch frei.',
    confirm: {
      title: 'Ihren Termin auf diese Zeit verlegen?',
      note: 'Ihre alte Zeit hat dann vielleicht jemand anderes. Nichts ändert sich, bevor Sie den Knopf drücken.',
    },
    tooLate: (at, hours) => ({
      title: 'Hier lässt sich Ihr Termin nicht mehr verlegen',
      lead: hours
        ? `Ihr Termin ist ${at.dayInside}, ${at.clock}. Hier lässt er sich bis ${hoursBefore(hours)} vorher verlegen. Bitte rufen Sie uns an, wir sehen, was möglich ist.`
        : `Ihr Termin ist ${at.dayInside}, ${at.clock}. Bitte rufen Sie uns an.`,
    }),
    notHere: {
      title: 'Für eine andere Zeit rufen Sie uns bitte an',
      lead: 'Ihre Praxis verlegt Termine am Telefon. Bis dahin behalten Sie Ihre Zeit.',
    },
  },
  offer: {
    pending: (name, current) => ({
      title: `${name}, eine frühere Zeit ist für Sie frei`,
      note: `Nichts ändert sich, bevor Sie wählen. Ohne Antwort bleibt es beim ${current.short}.`,
    }),
    accepted: (at, old) => ({
      title: `Erledigt. Wir sehen uns ${at.onDay} um ${at.clock}`,
      note: `Ihre alte Zeit am ${old.short} ist freigegeben; vielleicht hat sie schon jemand anderes. Eine E-Mail mit der neuen Zeit ist unterwegs.`,
    }),
    declined: {
      title: 'Sie behalten Ihre Zeit',
      lead: 'Danke für Ihre Antwort. Die frühere Zeit ist jetzt für jemand anderen frei.',
      note: askAgain,
    },
    late: (ended, today, current) => ({
      title: 'Das Angebot ist vorbei, aber die Zeit ist noch frei',
      lead: `Sie konnten sie nehmen bis ${clock(ended, today)}, und noch hat sie niemand anderes. Sie können sie noch nehmen.`,
      note: `Nichts ändert sich, bevor Sie wählen. Wenn Sie nichts tun, bleibt es beim ${current.short}.`,
    }),
    kept: {
      title: 'Sie behalten Ihre Zeit',
      lead: 'Nichts hat sich geändert.',
      note: askAgain,
    },
    askingAnother: (ended, today) => ({
      title: endedAt(ended, today),
      lead: 'Wir fragen gerade jemand anderen; bis zur Antwort ist die Zeit dort gehalten. Wird sie nicht gebraucht, können Sie sie auf dieser Seite noch nehmen: Sehen Sie später noch einmal nach. Sie haben nichts verloren:',
      note: askAgain,
    }),
    expired: (ended, today) => ({
      title: endedAt(ended, today),
      lead: 'Bis dahin konnten Sie die Zeit nehmen; jetzt ist sie nicht mehr frei. Sie haben nichts verloren:',
      note: askAgain,
    }),
    withdrawn: {
      title: 'Dieses Angebot ist beendet',
      lead: 'Die Praxis hat es beendet, und die frühere Zeit ist nicht mehr für Sie gehalten. Das tut uns leid. Sie haben nichts verloren:',
      note: askAgain,
    },
    taken: {
      title: 'Diese Zeit ist nicht mehr frei',
      lead: 'Die Praxis hat sie an jemand anderen vergeben. Das tut uns leid. Sie haben nichts verloren:',
      note: askAgain,
    },
    neededBack: {
      title: 'Diese Zeit ist nicht mehr frei',
      lead: 'Wer sie abgegeben hatte, braucht sie doch. Das tut uns leid. Sie haben nichts verloren:',
      note: askAgain,
    },
    unavailable: {
      title: 'Diese Zeit gibt es doch nicht',
      lead: 'Die Praxis hat für diesen Tag umgeplant. Das tut uns leid. Sie haben nichts verloren:',
      note: askAgain,
    },
    busyThen: {
      title: 'Dieses Angebot ist beendet',
      lead: 'Zur früheren Zeit haben Sie jetzt einen anderen Termin bei uns. Sie haben nichts verloren:',
      note: askAgain,
    },
    undelivered: {
      title: 'Dieses Angebot ist beendet',
      lead: 'Unsere E-Mail dazu ließ sich nicht zustellen, darum halten wir die Zeit nicht mehr. Bitte rufen Sie uns an, damit die nächste ankommt. Sie haben nichts verloren:',
    },
    quicker: {
      title: 'Jemand anderes war schneller',
      lead: 'Wir hatten mehrere zugleich gefragt, weil es bald ist; wer zuerst annimmt, hat die Zeit. Trotzdem danke. Sie haben nichts verloren:',
      note: 'Sie bleiben auf unserer Liste. Wird wieder eine frühere Zeit frei, fragen wir Sie erneut.',
    },
    visitChanged: {
      title: 'Dieses Angebot ist beendet',
      lead: 'Ihr Termin wurde nach unserer E-Mail verlegt oder abgesagt, darum passt das Angebot nicht mehr. In unserer neuesten E-Mail an Sie steht, was jetzt gilt.',
      note: 'Sie finden diese E-Mail nicht? Bitte rufen Sie uns an.',
    },
  },
  wrongLink: {
    title: 'Dieser Link funktioniert nicht',
    lead: 'Vielleicht wurde er abgeschnitten, oder er ist zu alt. Nichts hat sich geändert.',
    note: 'Bitte drücken Sie noch einmal den Knopf in unserer neuesten E-Mail, oder rufen Sie Ihre Praxis an: Die Nummer steht in jeder E-Mail.',
  },
  endedLink: (phone) => ({
    title: 'Dieser Link ist beendet',
    lead: `Die Praxis hat ihn beendet, an Ihrem Termin ändert das nichts. In unserer neuesten E-Mail an Sie steht ein Link, der funktioniert${phone ? '; wenn Sie sie nicht finden, rufen Sie uns bitte an' : ''}.`,
  }),
  answeredBefore: 'Sie hatten schon geantwortet. Das gilt:',
  failed: {
    title: 'Das hat nicht geklappt',
    lead: 'Bei uns ist etwas schiefgegangen. Was jetzt gilt, zeigt diese Seite.',
    note: 'Bitte versuchen Sie es in einer Minute noch einmal, oder rufen Sie uns an.',
  },
}

function endedAt(ended: When, today: boolean): string {
  return today
    ? `Dieses Angebot endete um ${ended.clock}`
    : `Dieses Angebot endete ${ended.onDay} um ${ended.clock}`
}

function clock(at: When, today: boolean): string {
  return today ? at.clock : `${at.dayInside}, ${at.clock}`
}

/** '24 Stunden', '3 Tage'. */
function hoursBefore(hours: number): string {
  return hours > 24 ? spelledOut(hours * 60) : `${hours} ${hours === 1 ? 'Stunde' : 'Stunden'}`
}

/** '2 Stunden', '1 Tag'. */
function spelledOut(minutes: number): string {
  const [n, one, more] =
    minutes % 1440 === 0
      ? [minutes / 1440, 'Tag', 'Tage']
      : minutes % 60 === 0
        ? [minutes / 60, 'Stunde', 'Stunden']
        : [minutes, 'Minute', 'Minuten']
  return `${n} ${n === 1 ? one : more}`
}
