import fc from 'fast-check'
import type { Sent } from './raw'

/** What the doors of the built app know how to read, by path; `{}` stands for a part that is an id or a token. */
const questions: Record<string, string[]> = {
  '/': ['lang', 'signin'],
  '/activity': ['by', 'q', 'before'],
  '/appointments': [
    'q',
    'status',
    'with',
    'visit',
    'when',
    'from',
    'until',
    'earlier',
    'sort',
    'dir',
    'page',
  ],
  '/appointments/csv': [
    'q',
    'status',
    'with',
    'visit',
    'when',
    'from',
    'until',
    'earlier',
    'sort',
    'dir',
  ],
  '/calendar': ['view', 'date', 'with', 'visit', 'refused'],
  '/insights': ['span', 'from', 'until', 'with'],
  '/insights/csv': ['span', 'from', 'until', 'with'],
  '/invite/{}': [],
  '/offer/{}': ['lang', 'said', 'times', 'notBefore'],
  '/openings': ['with', 'opening', 'chains', 'looked'],
  '/patients': ['q', 'page'],
  '/patients/{}': [],
  '/settings/automation': [],
  '/settings/practitioners/{}': [],
  '/settings/types/{}': [],
  '/visit/{}': ['lang', 'ask', 'said'],
  '/visit/{}/earlier': [
    'lang',
    'said',
    'times',
    'weekdays',
    'notBefore',
    'notice',
    'with',
    'minGain',
  ],
  '/visit/{}/move': ['lang', 'who', 'day', 'with', 'to'],
  '/visit/{}/visit.ics': ['lang'],
  '/welcome': [],
  '/auth/login': ['returnTo', 'screen_hint', 'login_hint'],
  '/auth/callback': ['code', 'state', 'error', 'error_description'],
  '/auth/profile': [],
  '/api/changes': [],
  '/_next/image': ['url', 'w', 'q'],
  '/nothing/{}': ['_rsc', '__nextDefaultLocale', 'nxtPtoken'],
}

/** Where JSON is posted, and what is in it. */
const answers: Record<string, string[]> = {
  '/appointments/free-times': [
    'practitionerId',
    'typeId',
    'fromDay',
    'days',
    'exceptAppointmentId',
  ],
  '/appointments/who-waits': ['appointmentId'],
  '/openings/next-asked': ['openingId'],
  '/patients/search': ['query', 'patientId'],
  '/settings/automation/first-asked': ['waiting', 'contact', 'gain'],
  '/api/mail/bounced': ['messageId', 'permanent', 'reason'],
  '/api/inngest': ['ctx', 'event', 'steps'],
}

const id = '0b2c1b9e-3d7a-4c39-9a54-3a3c1f6d2b10'
const words = [
  '',
  ' ',
  '0',
  '-1',
  '1',
  '1e309',
  'NaN',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  '0000-01-01',
  '0001-01-01',
  '1900-01-01',
  '2026-02-30',
  '2199-12-31',
  '9999-12-31',
  '-000001-01-01',
  '+275760-09-13',
  '1.1.0000',
  '0000-01-01T00:00:00Z',
  '2026-03-29T02:30:00Z',
  '24:00',
  'all',
  'week',
  'month',
  'list',
  'others',
  'cancel',
  'failed',
  'de',
  'patient',
  'changed',
  'desc',
  id,
  `${id}'`,
  id.toUpperCase(),
  "' or 1=1--",
  '"><script>alert(1)</script>',
  '%',
  '_',
  '\\',
  '../../..',
  '//evil.example',
  'a'.repeat(3000),
  '9'.repeat(400),
  '\u202e',
  '\u0000',
  '\r\nSet-Cookie: a=b',
  '=1+1',
  '👩‍⚕️',
  '\ufdfd'.repeat(100),
  'ﬁ',
  'İ',
]
/** Percent signs that mean no character, and such as only mean half of one. */
const broken = [
  '%',
  '%E0%A4%A',
  '%FF',
  '%00',
  '%ED%A0%80',
  '%C0%AF',
  '%zz',
  '%25FF',
  '%2e%2e%2f',
  '+',
]

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words).map(encodeURIComponent) },
  { weight: 2, arbitrary: fc.constantFrom(...broken) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).map(encodeURIComponent) },
)

/** Headers that Next.js, the library of sign-in or we ourselves read. */
const headers = fc.dictionary(
  fc.constantFrom(
    ...[
      'rsc',
      'next-router-state-tree',
      'next-router-prefetch',
      'next-router-segment-prefetch',
      'next-url',
    ],
    ...[
      'next-action',
      'next-hmr-refresh',
      'x-nextjs-data',
      'x-middleware-subrequest',
      'x-medcal-path',
    ],
    ...[
      'origin',
      'sec-fetch-site',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-forwarded-for',
      'referer',
    ],
    ...[
      'accept-language',
      'accept',
      'range',
      'if-none-match',
      'content-security-policy',
      'purpose',
    ],
    ...['x-inngest-signature', 'x-inngest-sync-kind', 'x-inngest-server-kind', 'authorization'],
  ),
  fc.oneof(
    fc.constantFrom(
      '1',
      '2',
      '%',
      '[]',
      '%5B%22%22%2C%7B%7D%5D',
      'null',
      '/',
      '//',
      'a,b',
      'de;q=x',
      'bytes=9-1',
    ),
    fc.constantFrom(...words, ...broken).map((text) => text.replace(/[^\x20-\x7e]/g, '') || 'x'),
  ),
  { maxKeys: 4 },
)

/** A request that makes no sense, `own` among the ids and tokens so that some of it does. */
export function nastyRequests(own: readonly string[]): fc.Arbitrary<Sent> {
  const part = fc.oneof(fc.constantFrom(...own), value)
  const opened = fc.constantFrom(...Object.entries(questions)).chain(([path, names]) =>
    fc.record({
      method: fc.constantFrom(
        'GET',
        'GET',
        'GET',
        'GET',
        'HEAD',
        'OPTIONS',
        'PUT',
        'DELETE',
        'PATCH',
        'TRACE',
      ),
      path: fc
        .tuple(part, fc.array(fc.tuple(fc.constantFrom('x', ...names), part), { maxLength: 4 }))
        .map(([inside, query]) => {
          const search = query.map(([name, given]) => `${name}=${given}`).join('&')
          return path.replace('{}', inside || 'x') + (search && `?${search}`)
        }),
      headers,
    }),
  )
  return fc.oneof(
    { weight: 3, arbitrary: opened },
    { weight: 1, arbitrary: asked },
    { weight: 1, arbitrary: formed(part) },
  )
}

const json = fc.oneof(
  fc.constantFrom<unknown>(...words, null, true, 0, -1, 1e308, [], {}, ['x'], { a: { b: 1 } }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  // JSON can say the half of a character.
  fc.constantFrom('\ud83d', 'a\udc00b', '\ud800\ud800'),
)

const asked = fc.constantFrom(...Object.entries(answers)).chain(([path, names]) =>
  fc
    .record({
      given: fc.oneof(
        fc.dictionary(fc.constantFrom(...names), json).map((one) => JSON.stringify(one)),
        json.map((one) => JSON.stringify(one)),
        fc.constantFrom('', '{', '[[[[', '{"a":', 'NaN', `{"__proto__":{"x":1}}`, '"'),
      ),
      headers,
    })
    .map(
      ({ given, headers }): Sent => ({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', ...headers },
        body: given,
      }),
    ),
)

/** Forms and actions of a browser that is none, to pages that have some. */
const formed = (part: fc.Arbitrary<string>) =>
  fc
    .record({
      page: fc.constantFrom(
        '/visit/{}',
        '/offer/{}',
        '/invite/{}',
        '/calendar',
        '/patients',
        '/settings',
        '/welcome',
        '/',
      ),
      inside: part,
      action: fc.constantFrom('', '7f'.repeat(21), 'x', '0'.repeat(42)),
      type: fc.constantFrom(
        'text/plain;charset=UTF-8',
        'multipart/form-data; boundary=b',
        'multipart/form-data',
        'application/x-www-form-urlencoded',
        '',
      ),
      body: fc.oneof(
        fc.constantFrom(
          '[]',
          '["$K1"]',
          '[{"a":"$0:0"}]',
          '["$Q1"]',
          '[{',
          '',
          'a=b',
          '--b--',
          '--b\r\n\r\n',
        ),
        fc
          .tuple(
            fc.constantFrom(
              '0',
              '1_token',
              '_1_token',
              '$ACTION_ID_x',
              '$ACTION_REF_1',
              '$ACTION_1:0',
              'token',
            ),
            json,
          )
          .map(
            ([name, text]) =>
              `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${JSON.stringify(text)}\r\n--b--\r\n`,
          ),
      ),
      headers,
    })
    .map(
      ({ page, inside, action, type, body, headers }): Sent => ({
        method: 'POST',
        path: page.replace('{}', inside || 'x'),
        headers: {
          ...headers,
          ...(type && { 'content-type': type }),
          ...(action && { 'next-action': action }),
        },
        body,
      }),
    )
