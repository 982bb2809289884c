/** Given name, family name, language of their mails. */
export const patientNames = `
Anneliese Krüger de|Ngozi Okafor en|Pieter van_der_Meulen de|Elif Demir de|Tariq Mahmood en|Hanna Lindqvist en
Marek Dvořák de|Oksana Shevchenko de|João Figueiredo en|Noor Haidari de|Giulia De_Santis de|Theo Janssen de
Niamh Kelly en|Ravi Chandrasekaran en|Charlotte Dubois en|Amara Diallo en|Yusuf Öztürk de|Käthe Brömmelkamp-Schöneweiß de
Luca Bianchi de|Aiko Tanaka en|Siobhán O’Connor en|Sven Åkesson en|Lương_Thị Mai de|Dimitrios Papadopoulos de
Ines Marques de|Jürgen Großmann de|Chiamaka Eze en|Rüdiger Schäfer de|Fatima El-Amrani de|Mateusz Nowak de
Björn Petersen de|Leïla Benali en|Emre Yıldız de|Wilhelmina de_Boer en|Kofi Mensah en|Agnieszka Wrona de
Adrián Molina en|Hedwig Baumgärtner de|Priya Raman en|Étienne Moreau en|Zofia Nowak de|Abdulrahman Saleh de
Katarzyna Zielińska de|Gerda Hoffmann de|Liam Byrne en|Matteo Ricci de|Svetlana Ivanova de|Hamza Bouzid en
Annika Virtanen en|Ulrike Weiß de|Magnus Eriksen en|Rosa Fernández de|Ida Sørensen en|Emil Kowalczyk de
Maren Thießen de|Tuulikki Räsänen en|Paweł Adamczyk de|Sabine Reuter de|Henrik Dahl en|Hanna Weißenberger de
Leonor Tavares en|Ewa Jędrzejczak de|Özlem Aydın de|Ismail Karaca de|Agathe Lindenschmidt de|Nils Öhlund en
Catarina Lopes en|Bernadette Wouters en|Roman Sýkora de|Florence Girard en|Ahmed Nasser en|Sinéad Walsh en
Ursula Hahn de|Tomáš Beneš de|Nadia Cherif en|Per Holm en|Edda Schröder de|Carlos Vidal en
Grzegorz Lis de|Mónica Prieto en|Klaus Richter de|Dilan Şahin de|Ludovic Petit en|Greta Nyström en`
  .trim()
  .split(/[|\n]/)
  .map((line) => {
    const [givenName = '', familyName = '', language = 'en'] = line
      .split(' ')
      .map((s) => s.replaceAll('_', ' '))
    return {
      givenName,
      familyName,
      language: language === 'de' ? ('de' as const) : ('en' as const),
    }
  })

const weekdays = [1, 2, 3, 4, 5]
const hours = (days: number[], ...ranges: [string, string][]) =>
  days.flatMap((weekday) => ranges.map(([startsAt, endsAt]) => ({ weekday, startsAt, endsAt })))

/** Minutes and euros of what is booked. */
export const types = {
  consultation: { name: 'Consultation', durationMinutes: 30, priceCents: 8650 },
  followUp: { name: 'Follow-up', durationMinutes: 20, priceCents: 5200 },
  firstVisit: { name: 'First visit', durationMinutes: 40, priceCents: 11_800 },
  bloodDraw: { name: 'Blood draw', durationMinutes: 10, priceCents: 2400 },
  skinCheck: { name: 'Skin check', durationMinutes: 20, priceCents: 6400 },
  smallProcedure: {
    name: 'Small procedure',
    durationMinutes: 50,
    bufferAfterMinutes: 10,
    priceCents: 17_400,
  },
  physiotherapy: { name: 'Physiotherapy', durationMinutes: 40, priceCents: 5900 },
  physiotherapyLong: { name: 'Physiotherapy, long', durationMinutes: 60, priceCents: 8200 },
} satisfies Record<
  string,
  { name: string; durationMinutes: number; bufferAfterMinutes?: number; priceCents: number }
>

export type TypeKey = keyof typeof types

/** Who works when, and what they are visited for (a type named twice is twice as common). */
export const practitioners: {
  name: string
  hours: { weekday: number; startsAt: string; endsAt: string }[]
  types: TypeKey[]
}[] = [
  {
    name: 'Dr. Marlene Köhler',
    hours: [
      ...hours(weekdays, ['08:00', '12:30'], ['13:30', '17:30']),
      ...hours([6], ['09:00', '12:00']),
    ],
    types: [
      'consultation',
      'consultation',
      'consultation',
      'followUp',
      'followUp',
      'firstVisit',
      'bloodDraw',
    ],
  },
  {
    name: 'Dr. Tomasz Wójcik',
    hours: [
      ...hours([1, 2, 3, 4], ['08:00', '13:00'], ['14:00', '17:00']),
      ...hours([5], ['08:00', '13:00']),
    ],
    types: ['consultation', 'consultation', 'followUp', 'firstVisit', 'smallProcedure'],
  },
  {
    name: 'Dr. Ilse Vandenberghe',
    hours: [
      ...hours([1, 2, 4], ['09:00', '13:00'], ['14:00', '18:00']),
      ...hours([3, 5], ['09:00', '13:00']),
    ],
    types: ['skinCheck', 'skinCheck', 'skinCheck', 'consultation', 'firstVisit'],
  },
  {
    name: 'Samir Haddad',
    hours: hours(weekdays, ['07:30', '12:30'], ['13:10', '17:00']),
    types: ['physiotherapy', 'physiotherapy', 'physiotherapy', 'physiotherapyLong'],
  },
]

/** The demo accounts of the embedded identity provider. */
export const staff = [
  { authSubject: 'demo|admin', email: 'admin@demo.test', name: 'Mirjam Adler', role: 'admin' },
  {
    authSubject: 'demo|scheduler',
    email: 'scheduler@demo.test',
    name: 'Jana Petersen',
    role: 'scheduler',
  },
  {
    authSubject: 'demo|practitioner',
    email: 'practitioner@demo.test',
    name: 'Samir Haddad',
    role: 'practitioner',
  },
] as const
