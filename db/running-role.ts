import type postgres from 'postgres'

/** The app's role may do more than it should, or less than it needs. */
export class UnfitRole extends Error {
  override readonly name = 'UnfitRole'
}

/**
 * Refuses a connection whose role could look past row-level security, change tables or delete audit
 * rows: the app runs as a role that owns nothing and can become nothing but `medcal_app`.
 */
export async function refuseUnfitRole(sql: postgres.Sql): Promise<void> {
  const [role] = await sql<
    Record<'mighty' | 'owns' | 'becomes' | 'works' | 'inherits', boolean>[] & { name: string }[]
  >`
    select r.rolname as name, r.rolsuper or r.rolbypassrls or r.rolcreaterole as mighty,
      exists (select from pg_shdepend
        where refclassid = 'pg_authid'::regclass and refobjid = r.oid and deptype = 'o') as owns,
      exists (select from pg_roles o
        where pg_has_role(r.oid, o.oid, 'member') and o.rolname not in (r.rolname, 'medcal_app')) as becomes,
      coalesce(pg_has_role(r.oid, app.oid, 'member'), false) as works,
      coalesce(pg_has_role(r.oid, app.oid, 'usage'), false) as inherits
    from pg_roles r left join pg_roles app on app.rolname = 'medcal_app'
    where r.rolname = session_user`
  if (!role) throw new UnfitRole('The database does not say which role DATABASE_URL signs in as.')
  const why = whyUnfit(role)
  if (!why) return
  throw new UnfitRole(
    `DATABASE_URL signs in as the role "${role.name}", which ${why}. The app runs as a role that owns nothing: make it with "npm run roles", and set DATABASE_URL to its address.`,
  )
}

function whyUnfit(role: Record<'mighty' | 'owns' | 'becomes' | 'works' | 'inherits', boolean>) {
  if (role.mighty) return 'is a superuser, may make roles or looks past row-level security'
  if (role.owns) return 'owns tables or other objects'
  if (role.becomes) return 'is a member of roles other than medcal_app'
  if (!role.works) return 'is no member of medcal_app'
  if (role.inherits) return 'has the rights of medcal_app without taking its role'
  return null
}
