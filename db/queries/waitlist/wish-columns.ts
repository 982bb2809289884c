import { waitlistEntries } from '@/db/schema'
import { unsaidWishes, type Wishes } from '@/lib/domain/wishes'

/** An entry's columns that make its `Wishes`, for a select. */
export const wishSelection = {
  practitionerIds: waitlistEntries.wishPractitionerIds,
  weekdays: waitlistEntries.wishWeekdays,
  times: waitlistEntries.wishTimes,
  noticeMinutes: waitlistEntries.wishNoticeMinutes,
  notBefore: waitlistEntries.wishNotBefore,
  minGainDays: waitlistEntries.wishMinGainDays,
}

type WishColumns = Pick<
  typeof waitlistEntries.$inferSelect,
  | 'wishPractitionerIds'
  | 'wishWeekdays'
  | 'wishTimes'
  | 'wishNoticeMinutes'
  | 'wishNotBefore'
  | 'wishMinGainDays'
>

/** The wishes that an entry's row holds; those of somebody who has said none where there is no entry. */
export function wishesOf(entry: WishColumns | undefined): Wishes {
  if (!entry) return unsaidWishes
  return {
    practitionerIds: entry.wishPractitionerIds,
    weekdays: entry.wishWeekdays,
    times: entry.wishTimes,
    noticeMinutes: entry.wishNoticeMinutes,
    notBefore: entry.wishNotBefore,
    minGainDays: entry.wishMinGainDays,
  }
}

/** The wishes as an entry's columns; undefined for what is not named. */
export function wishColumns(wishes: Partial<Wishes>): Partial<WishColumns> {
  return {
    wishPractitionerIds: wishes.practitionerIds,
    wishWeekdays: wishes.weekdays,
    wishTimes: wishes.times,
    wishNoticeMinutes: wishes.noticeMinutes,
    wishNotBefore: wishes.notBefore,
    wishMinGainDays: wishes.minGainDays,
  }
}
