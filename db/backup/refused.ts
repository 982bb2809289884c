/** An end of a backup or a restore that a person can act on: one sentence that says what to do. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused'
}
