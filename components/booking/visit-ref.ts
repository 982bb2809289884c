/** A visit as the dialogs need to know it. Instants are ISO strings. */
export type VisitRef = {
  appointmentId: string
  /** The version that the reader saw; a change of a newer one is refused. */
  version: number
  patientName: string
  startIso: string
  endIso: string
  practitionerId: string
  practitionerName: string
  typeId: string
  typeName: string
}

/** What "New appointment" starts with. `startIso` is an instant; `day` is ISO, where no time is chosen yet. */
export type BookPrefill = {
  practitionerId?: string
  day?: string
  startIso?: string
  typeId?: string
  patientId?: string
}

export type VisitType = { id: string; name: string; durationMinutes: number }
export type Practitioner = { id: string; name: string }

/** What every dialog knows of the clinic. */
export type DialogClinic = {
  clinic: {
    timeZone: string
    gridMinutes: number
    language?: 'en' | 'de'
    /** Whether the time of a cancelled visit is offered on unless somebody says otherwise. */
    offersCancelled: boolean
  }
  /** The active ones, in the clinic's order. */
  types: VisitType[]
  practitioners: Practitioner[]
}
