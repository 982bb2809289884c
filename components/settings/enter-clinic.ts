import { signInPath } from '@/lib/own-path'

/**
 * Leads somebody to the calendar who has just got a place at a clinic. The sessions from before end
 * with that, so the way goes by the sign-in, which knows them and asks nothing.
 */
export function enterClinic(): void {
  location.assign(signInPath('/calendar'))
}
