'use server'

import { z } from 'zod'
import { inClinic } from '@/db/client'
import { absencePreview } from '@/db/queries/absence-preview'
import { staffAction } from '@/lib/actions'
import { addAbsence } from '@/lib/commands/add-absence'
import { removeAbsence } from '@/lib/commands/remove-absence'
import { savePractitioner, setPractitionerActive } from '@/lib/commands/save-practitioner'
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

/** What an absence would meet, before it is saved. */
export const lookIntoAbsence = staffAction(
  'settings.manage',
  absenceSchema,
  async ({ clinic }, { practitionerId, times }) => {
    const range = absenceRange(times, clinic.timeZone)
    if (!range) return refuse('no-such-wall-time')
    return ok(await inClinic(clinic.id, (tx) => absencePreview(tx, clinic, practitionerId, range)))
  },
)

export const addAbsenceAction = staffAction(
  'settings.manage',
  absenceSchema.extend({ knownVisits: z.array(z.guid()).max(2000) }),
  ({ context }, input) => addAbsence(context, input),
)

export const removeAbsenceAction = staffAction(
  'settings.manage',
  z.object({ absenceId: z.guid() }),
  ({ context }, input) => removeAbsence(context, input),
)
