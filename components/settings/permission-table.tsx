import { IconCheck } from '@/components/ui/icons'
import { Table, TableCell, TableHeader, TableRow } from '@/components/ui/table'
import { may, type Permission, permissions, roles } from '@/lib/domain/permissions'
import { permissionWords, roleWords } from './words'

/** The one table of who may do what, as the server enforces it. */
export function PermissionTable() {
  return (
    <Table label="Who may do what">
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className="h-[34px] pr-2 text-12 font-mid text-ink-2">
            May
          </th>
          {roles.map((role) => (
            <TableHeader
              key={role}
              className="w-[96px] text-center max-phone:px-1 max-phone:text-11"
            >
              {roleWords[role]}
            </TableHeader>
          ))}
        </tr>
      </thead>
      <tbody>
        {(Object.keys(permissions) as Permission[]).map((permission) => (
          <TableRow key={permission}>
            <th scope="row" className="py-1 pr-2 text-13 font-text">
              {permissionWords[permission]}
            </th>
            {roles.map((role) => (
              <TableCell key={role} className="text-center">
                {may(role, permission) ? (
                  <>
                    <IconCheck className="mx-auto text-accent-ink" />
                    <span className="sr-only">yes</span>
                  </>
                ) : (
                  <>
                    <span aria-hidden="true" className="text-ink-3">
                      –
                    </span>
                    <span className="sr-only">no</span>
                  </>
                )}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}
