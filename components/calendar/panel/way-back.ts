/** What takes back a wrong press, by what was noted. */
export const wayBack = {
  arrived: 'Not arrived after all',
  fulfilled: 'Not fulfilled after all',
  noshow: 'Not a no-show after all',
}
