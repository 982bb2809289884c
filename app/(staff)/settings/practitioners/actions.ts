'use server'

import { z } from 'zod'
import { inClinic } from '@/db/client'
import { absenceTime } from '@/db/queries/absence/absences'
import { absencePreview } from '@/db/queries/absence/preview'
import { staffAction } from '@/lib/actions'
import { addAbsence } from '@/lib/commands/absence/add'
import { editAbsence } from '@/lib/commands/absence/edit'
import { removeAbsence } from '@/lib/commands/absence/remove'
import { savePractitioner, setPractitionerActive } from '@/lib/commands/practitioner/save'
import { absenceRange } from '@/lib/domain/absence'
import { ok, refuse } from '@/lib/domain/result'
import { absenceSchema, hoursOf, practitionerSchema } from '@/lib/domain/settings'

export const savePractitionerAction = staffAction(
  'settings.manage',
  practitionerSchema,
  ({ context }, { week, ...input }) =>
    savePractitioner(context, { ...input, hours: hoursOf(week) }),
)

export const setPractitionerActiveAction = staffAction(
  'settings.manage',
  z.object({ practitionerId: z.guid(), active: z.boolean() }),
  ({ context }, input) => setPractitionerActive(context, input),
)

/** What an absence, new or with other times, would meet, before it is saved. */
export const lookIntoAbsence = staffAction(
  'settings.manage',
  absenceSchema,
  async ({ clinic }, { absenceId, practitionerId, times }) => {
    const range = absenceRange(times, clinic.timeZone)
    if (!range) return refuse('no-such-wall-time')
    return inClinic(clinic.id, async (tx) => {
      const before =
        absenceId === null ? undefined : await absenceTime(tx, clinic.id, practitionerId, absenceId)
      if (before === null) return refuse('not-found')
      return ok(await absencePreview(tx, clinic, practitionerId, range, before))
    })
  },
)

export const saveAbsenceAction = staffAction(
  'settings.manage',
  absenceSchema.extend({ knownVisits: z.array(z.guid()).max(2000) }),
  ({ context }, { absenceId, ...input }) =>
    absenceId === null ? addAbsence(context, input) : editAbsence(context, { ...input, absenceId }),
)

export const removeAbsenceAction = staffAction(
  'settings.manage',
  z.object({ absenceId: z.guid() }),
  ({ context }, input) => removeAbsence(context, input),
)
