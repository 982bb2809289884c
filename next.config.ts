import type { NextConfig } from 'next'
import { everywhere, noPagePolicy } from './lib/response-headers'

const noPage = [{ key: 'Content-Security-Policy', value: noPagePolicy }]
const always = Object.entries(everywhere).map(([key, value]) => ({ key, value }))

// A patient's address is a secret: nobody keeps it, and nobody is told where a click came from.
const private_ = [
  { key: 'Cache-Control', value: 'no-store' },
  // Not no-referrer: that would send a form's POST with the origin "null", which is refused.
  { key: 'Referrer-Policy', value: 'strict-origin' },
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
]

const config: NextConfig = {
  // The test run builds beside a running `npm run up`.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // Every browser gets the title with the page, not after it: a screen reader reads it first.
  htmlLimitedBots: /.*/,
  // What was asked for ahead (components/ui/icon-link.tsx) is the page's for half a minute, not five.
  experimental: {
    staleTimes: { static: 30 },
    // What the proxy counts (lib/request-body.ts) is kept by Next.js meanwhile: all that is refused
    // there must show within it. It drops the rest without a word, so it is well above each limit.
    proxyClientMaxBodySize: '1mb',
    // Behind a reverse proxy the host that is asked is not the public one.
    serverActions: { allowedOrigins: ownHost() },
  },
  // A build says nothing of types: `npm run check` does, once for everything, and so does `npm test`.
  // Deploy only what passed it.
  typescript: { ignoreBuildErrors: true },
  async headers() {
    return [
      { source: '/:path*', headers: always },
      { source: '/:door(api|_next)/:path*', headers: noPage },
      { source: '/icon.svg', headers: noPage },
      { source: '/favicon.ico', headers: noPage },
      { source: '/:path*.ics', headers: noPage },
      { source: '/:kind(visit|offer|invite)/:path*', headers: private_ },
    ]
  },
  serverExternalPackages: ['pino', 'nodemailer', 'postgres', '@react-email/render'],
}

/** The build knows its address by the environment; a lone `next build` without one allows nobody more. */
function ownHost(): string[] {
  const address = process.env.APP_BASE_URL
  return address && URL.canParse(address) ? [new URL(address).host] : []
}

export default config
