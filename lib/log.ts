import pino from 'pino'

/** The server's log: JSON lines, without tokens and personal data. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: {
    paths: [
      'token',
      'email',
      'phone',
      'name',
      '*.token',
      '*.email',
      '*.phone',
      '*.name',
      'req.headers',
    ],
    censor: '[hidden]',
  },
})
