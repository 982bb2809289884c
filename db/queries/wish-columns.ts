import { appointments } from '@/db/schema'

/** An appointment's columns that make its `Wishes`, for a select. */
export const wishColumns = {
  practitionerIds: appointments.wishPractitionerIds,
  weekdays: appointments.wishWeekdays,
  times: appointments.wishTimes,
  noticeMinutes: appointments.wishNoticeMinutes,
  notBefore: appointments.wishNotBefore,
  minGainDays: appointments.wishMinGainDays,
}
