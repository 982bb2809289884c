import { and, eq, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { latestOffer } from '@/db/queries/opening/latest-offer'
import { offers } from '@/db/schema'
import { ok, type Reason, type Refusal, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { changeWaitlist, type SetWaitlist } from '../waitlist/set'
import { closeOffer, closeOverdue, declineUnreached, type Offer } from './offers'

/** What a patient wants of the waitlist from now on. */
export type Wish = Pick<SetWaitlist, 'openToEarlier' | 'wishes' | 'stop'>

/**
 * The patient keeps their time. Declined twice it answers the same; they stay on the waitlist,
 * unless their `wish` with it says otherwise. An offer whose mail seemed not to arrive is declined
 * like any other, or stands for the one made since (`latestOffer`). The wish counts even where there is nothing left to
 * decline, but not once the visit has changed since the offer. That they keep their time counts even
 * where the wish is refused for the day: `unsaved` says why.
 */
export async function declineOffer(
  context: Context,
  input: { offerId: string; wish?: Wish | null },
): Promise<Result<{ unsaved: Refusal<Reason> } | null, Reason>> {
  return change(context, async (c) => {
    const offer = await offerOf(c.tx, c.clinic.id, latestOffer(input.offerId))
    if (!offer) return refuse('not-found')
    const closing = { state: 'declined', why: 'by-patient', tell: false } as const
    const declined = (await closeOffer(c, offer, closing)) || (await declineUnreached(c, offer))
    if (input.wish) {
      const { appointmentId, appointmentVersion: version } = offer
      const refused = await changeWaitlist(c, {
        ...input.wish,
        appointmentId,
        version,
        priority: null,
      })
      if (refused?.reason === 'wished-enough') return ok({ unsaved: refused })
      return refused ?? ok(null)
    }
    if (declined) return ok(null)
    const now = await offerOf(c.tx, c.clinic.id, offer.id)
    if (now?.state === 'declined') return ok(null)
    const over = now?.state === 'pending' || now?.state === 'expired'
    return refuse(over ? 'expired' : 'not-open')
  })
}

/** Closes an offer that is past its time, by the database's clock. `closed` is false when there was nothing to do. */
export async function expireOffer(
  context: Context,
  input: { offerId: string; reopen: boolean },
): Promise<Result<{ closed: boolean }>> {
  return change(context, async (c) => {
    const offer = await offerOf(c.tx, c.clinic.id, input.offerId)
    if (!offer) return refuse('not-found')
    const closed = await closeOverdue(c, offer)
    // The safety net closes it where the run that waited was lost: somebody must carry on.
    if (closed && input.reopen) await c.emit('opening/opened', { openingId: offer.openingId })
    return ok({ closed })
  })
}

/** Staff end an offer; the patient is told and the next candidate is asked. */
export async function withdrawOffer(
  context: Context,
  input: { offerId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const offer = await offerOf(c.tx, c.clinic.id, input.offerId)
    if (!offer) return refuse('not-found')
    const closed = await closeOffer(c, offer, { state: 'withdrawn', why: 'by-staff', tell: true })
    return closed ? ok(null) : refuse('not-open')
  })
}

async function offerOf(
  tx: Tx,
  clinicId: string,
  offerId: string | SQL<string>,
): Promise<Offer | undefined> {
  const [offer] = await tx
    .select()
    .from(offers)
    .where(and(eq(offers.clinicId, clinicId), eq(offers.id, offerId)))
  return offer
}
