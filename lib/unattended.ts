/** The cookie of a page that draws itself anew with nobody at it: while it lives, a visit to a page does not prolong the session. */
export const unattendedCookie = 'medcal-quiet'
