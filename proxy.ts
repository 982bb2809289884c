import { type NextRequest, NextResponse } from 'next/server'
import { auth0 } from '@/lib/auth0'

/** Serves /auth/*, keeps the session rolling, and sets the headers that every page has. It guards nothing: pages and actions do. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const returnTo = request.nextUrl.searchParams.get('returnTo')
  if (returnTo !== null && !isOwnPath(returnTo)) {
    const clean = request.nextUrl.clone()
    clean.searchParams.delete('returnTo')
    return NextResponse.redirect(clean)
  }
  return auth0.middleware(request)
}

/** A path of this site and nothing that a browser reads as another host. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path) && !/[\s\\]/.test(path)
}

export const config = {
  // Patients' pages, files and the durable functions' endpoint have no session.
  matcher: ['/((?!_next/static|_next/image|visit/|offer/|api/inngest|api/health|icon.svg).*)'],
}
