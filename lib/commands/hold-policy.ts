import type { HoldPolicy } from '@/lib/domain/holds'
import type { Clinic } from './change'

/** The clinic's settings as the rules of holding take them. */
export function holdPolicy(clinic: Clinic): HoldPolicy {
  const { quietFrom, quietUntil: until } = clinic
  return { ...clinic, quiet: quietFrom && until ? { from: quietFrom, until } : null }
}
