import { readHealth } from './checks'

export const dynamic = 'force-dynamic'

/** 200 when all that the app needs answers, 503 with the failing need named. */
export async function GET(): Promise<Response> {
  const health = await readHealth(Date.now())
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  })
}
