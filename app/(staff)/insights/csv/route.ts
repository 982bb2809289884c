import { readAddress } from '@/components/insights/address'
import { insightsCsv } from '@/components/insights/csv'
import { requireStaff } from '@/lib/session'
import { loadInsights } from '../load'

/** All figures that the page shows, as a file. */
export async function GET(request: Request): Promise<Response> {
  const { clinic } = await requireStaff('insights.view')
  const params = Object.fromEntries(new URL(request.url).searchParams)
  const insights = await loadInsights(clinic, readAddress(params))
  const { from, until } = insights.period
  return new Response(insightsCsv(insights), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="insights-${from}-${until}.csv"`,
      'Cache-Control': 'no-store',
    },
  })
}
