import type { PatientFound } from '@/db/queries/patient/patients'
import { personName } from '@/lib/domain/format'
import { plainDate } from '../booking/patient-item'
import { Link } from '../ui/link'
import { born } from './rows'

type Props = { patient: PatientFound; zone: string }

/** Who a patient is, in three lines: name and birth date, how to reach them, their visits. */
export function PatientSummary({ patient, zone }: Props) {
  const { email, phone, lastVisit, nextVisit, createdAt } = patient
  return (
    <div className="min-w-0 flex-1 basis-60 text-13 text-ink-2">
      <p>
        <Link href={`/patients/${patient.id}`} className="font-mid text-ink hover:underline">
          {personName(patient)}
        </Link>
        {born(patient) && `, born ${born(patient)}`}
      </p>
      <p className="wrap-anywhere">{[email, phone].filter(Boolean).join(' · ')}</p>
      <p>
        {[
          `entered ${plainDate(createdAt, zone)}`,
          lastVisit && `last visit ${plainDate(lastVisit, zone)}`,
          nextVisit && `next visit ${plainDate(nextVisit, zone)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  )
}
