import { Avatar } from '@/components/ui/avatar'
import type { ActionResult } from '@/lib/actions'
import type { Role } from '@/lib/domain/permissions'
import { AskButton, DoButton } from './ask-button'
import { RoleSelect } from './role-select'

type Person = { id: string; name: string; email: string; role: Role; active: boolean }

type Props = {
  people: Person[]
  /** Who is looking: nobody ends their own access by mistake. */
  ownId: string
  setRole: (input: { staffId: string; role: Role }) => Promise<ActionResult<null>>
  setAccess: (input: { staffId: string; active: boolean }) => Promise<ActionResult<null>>
}

/** Everybody with an account at the clinic, each with a role and access. */
export function StaffList({ people, ownId, setRole, setAccess }: Props) {
  return (
    <ul aria-label="Staff" className="divide-y divide-line border-y border-line">
      {people.map((person) => (
        <li key={person.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
          <Avatar name={person.name} />
          <div className="min-w-0 flex-1 basis-52">
            <p className="truncate text-14 font-mid text-ink">
              {person.name}
              {person.id === ownId && <span className="ml-2 font-text text-ink-3">you</span>}
              {!person.active && <span className="ml-2 font-text text-ink-3">no access</span>}
            </p>
            <p className="truncate text-13 text-ink-2" title={person.email}>
              {person.email}
            </p>
          </div>
          <RoleSelect
            key={person.role}
            staffId={person.id}
            name={person.name}
            role={person.role}
            disabled={!person.active}
            action={setRole}
          />
          <div className="w-[110px] text-right">
            {person.active && person.id !== ownId && (
              <AskButton
                label="Deactivate"
                of={person.name}
                look="quiet"
                size="control"
                title={`End the access of ${person.name}?`}
                keepLabel="Keep access"
                confirmLabel="End access"
                action={setAccess}
                input={{ staffId: person.id, active: false }}
                saved={`${person.name} has no access any more`}
              >
                {person.name} is out at the next click. What they did stays in the history, and you
                can give access back here.
              </AskButton>
            )}
            {!person.active && (
              <DoButton
                label="Reactivate"
                of={person.name}
                look="quiet"
                size="control"
                action={setAccess}
                input={{ staffId: person.id, active: true }}
                saved={`${person.name} has access again`}
              />
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
