/** Every kind of page that staff have, by its address. */
export const staffPages = [
  '/calendar',
  '/calendar?view=week',
  '/calendar?view=month',
  '/calendar?view=list',
  '/appointments',
  '/openings',
  '/patients',
  '/insights',
  '/activity',
  '/settings',
  '/settings/practitioners',
  '/settings/practitioners/new',
  '/settings/types',
  '/settings/types/new',
  '/settings/staff',
  '/settings/automation',
]
