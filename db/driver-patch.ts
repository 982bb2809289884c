import postgres from 'postgres'

/** What `patches/` writes into the driver; it counts up with every change of the patch. */
const wanted = 2

/** The database driver is installed without Medcal's patch, or with an older one. */
export class UnpatchedDriver extends Error {
  override readonly name = 'UnpatchedDriver'
}

/** Refuses a driver without its patch (docs/decisions/driver-patch.md): an install with scripts switched off leaves it out. */
export function refuseUnpatchedDriver(driver: object = postgres): void {
  if ('medcalPatch' in driver && driver.medcalPatch === wanted) return
  throw new UnpatchedDriver(
    'The database driver is installed without Medcal’s patch, and a lost connection would hang its transactions: delete node_modules/postgres, run "npm install" and "npx patch-package", then build and start again.',
  )
}
