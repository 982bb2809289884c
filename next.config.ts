import type { NextConfig } from 'next'

const config: NextConfig = {
  // The test run builds beside a running `npm run up`.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true }, // `npm test` checks types on its own, once
  serverExternalPackages: ['pino', 'nodemailer', 'postgres', '@react-email/render'],
}

export default config
