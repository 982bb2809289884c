import { describe, expect, it } from 'vitest'
import { birthDateOf, containing, namesPatient, telephoneDigits, wordsOf } from './search-text'

describe('wordsOf', () => {
  it.each([
    [' Weiß  Ulrike ', ['weiß', 'ulrike']],
    ['\0', []],
    ['we\0iß', ['we', 'iß']],
    ['Andre\u0301', ['andré']],
  ])('%j becomes %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })
})

describe('containing', () => {
  it.each([
    ['weiß', '%weiß%'],
    ['100%', '%100\\%%'],
    ['a_b', '%a\\_b%'],
    ['a\\b', '%a\\\\b%'],
  ])('%s becomes %s', (text, pattern) => {
    expect(containing(text)).toBe(pattern)
  })
})

describe('telephoneDigits', () => {
  it.each([
    ['+49 (0)40 5557-0188', '494055570188'],
    ['040 5557', '405557'],
    ['0049 40', '4940'],
    ['12', null],
    ['5557 weiß', null],
    ['', null],
  ])('%s is %s', (text, digits) => {
    expect(telephoneDigits(text)).toBe(digits)
  })
})

describe('birthDateOf', () => {
  it.each([
    ['1991-08-17', '1991-08-17'],
    ['17.8.1991', '1991-08-17'],
    ['17/08/1991', '1991-08-17'],
    ['17 Aug 1991', '1991-08-17'],
    ['17. August 1991', '1991-08-17'],
    ['3. März 1980', '1980-03-03'],
    ['5 Okt 1980', '1980-10-05'],
    ['30.2.1991', null],
    ['17.13.1991', null],
    ['17 Foo 1991', null],
    ['040 5557 0188', null],
    ['Aydın', null],
    ['0000-01-01', null],
    ['1.1.0000', null],
    ['1879-12-31', null],
    ['1880-01-01', '1880-01-01'],
  ])('%s is %s', (text, day) => {
    expect(birthDateOf(text)).toBe(day)
  })
})

it('takes a search apart into at most eight words in lower case', () => {
  expect(wordsOf('  Ulrike   WEISS ')).toEqual(['ulrike', 'weiss'])
  expect(wordsOf('a b c d e f g h i j')).toHaveLength(8)
})

describe('a text names a patient', () => {
  const patient = {
    ...{ givenName: 'Anna Maria', familyName: 'Groß-Müller', email: 'Anna@mail.test' },
    ...{ phone: '+49 (0) 40 5557 0188', birthDate: '1991-08-17' },
  }
  const says = (text: string) => namesPatient(text, patient)
  it.each([
    'Müller',
    'for maria',
    'GROSS groß',
    'x anna@mail.test y',
    '040 5557-0188',
    'call +49 40 55570188',
    '17.8.1991',
    '17 Aug 1991',
  ])('%s', (text) => expect(says(text)).toBe(true))
  it.each(['', 'Annabel', 'Mül', 'mail.test', '5557', '18.8.1991', 'today, unconfirmed'])(
    'not %s',
    (text) => expect(says(text)).toBe(false),
  )
  it('of whom nothing is known', () => {
    const nobody = { givenName: '', familyName: '', email: '', phone: '', birthDate: null }
    expect(namesPatient('anything at all', nobody)).toBe(false)
  })
})
