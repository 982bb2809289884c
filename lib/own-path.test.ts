import { expect, test } from 'vitest'
import { isOwnPath, signInPath } from './own-path'

test.each([
  '/',
  '/calendar',
  '/?lang=de',
  '/calendar?view=day&date=2026-03-12&refused=1',
  '/appointments?q=Y%C4%B1ld%C4%B1z&status=booked,confirmed&sort=-start',
  '/appointments?q=Jo+van+%27t+Hoff+%26+Sons&status=booked%2Cconfirmed',
  "/appointments?q=O'Neill+(Anna)",
  '/appointments?q=100%25&from=2026-03-12T10:00',
  '/appointments?q=https%3A%2F%2Fexample.org',
  '/settings/practitioners/6f9619ff-8b86-d011-b42d-00c04fc964ff',
  '/invite/Zm9v_YmFy-',
])('%s is a page of this site', (address) => {
  expect(isOwnPath(address)).toBe(true)
  const { searchParams, pathname } = new URL(signInPath(address), 'https://clinic.example')
  expect({ pathname, back: searchParams.get('returnTo') }).toEqual({
    pathname: '/auth/login',
    back: address,
  })
})

test.each([
  '',
  'calendar',
  'https://evil.example/',
  'javascript:alert(1)',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/ /evil.example',
  '/%2f/evil.example',
  '/%2F%2Fevil.example',
  '/%5cevil.example',
  '/%09/evil.example',
  '/%0a/evil.example',
  '/%00//evil.example',
  '/%252f/evil.example',
  '/./evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e%2e//evil.example',
  '/calendar/..//evil.example',
  '/calendar//evil.example',
  '/calendar/%2e%2e//evil.example',
  '/@evil.example',
  '/:80',
  '/calendar?q=\\evil',
  '/calendar?q=a b',
  '/calendar?q=%0d%0aSet-Cookie:a',
  '/calendar?q=%7F',
  '/calendar?q=%',
  '/calendar?q=%C4%B',
  '/calendar?q=ı',
  '/calendar#//evil.example',
  '/calendar\n',
  '/auth/logout',
  '/AUTH/login?returnTo=/calendar',
])('%j is refused', (address) => {
  expect(isOwnPath(address)).toBe(false)
  expect(signInPath(address)).toBe('/auth/login')
})
