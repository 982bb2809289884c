import type { NextConfig } from 'next'

// The content security policy of pages, which has a nonce, is set in proxy.ts. What is no page
// needs nothing.
const noPage = [
  { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" },
]

const everywhere = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
]

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
  experimental: { staleTimes: { static: 30 } },
  typescript: { ignoreBuildErrors: true }, // `npm test` checks types on its own, once
  async headers() {
    return [
      { source: '/:path*', headers: everywhere },
      { source: '/:door(api|_next)/:path*', headers: noPage },
      { source: '/icon.svg', headers: noPage },
      { source: '/favicon.ico', headers: noPage },
      { source: '/:path*.ics', headers: noPage },
      { source: '/:kind(visit|offer|invite)/:path*', headers: private_ },
    ]
  },
  serverExternalPackages: ['pino', 'nodemailer', 'postgres', '@react-email/render'],
}

export default config
