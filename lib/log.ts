import pino, { type LoggerOptions } from 'pino'
import { quotesValues } from './quotes-values'
import { stackFrames } from './stack-frames'

export const logOptions: LoggerOptions = {
  level: process.env.LOG_LEVEL ?? 'info',
  serializers: { err: errorForLog },
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
}

/** The server's log: JSON lines, without tokens and personal data. */
export const log = pino(logOptions)

/**
 * What the log keeps of an error. Where the database and the mail server quote what they were
 * given (and in causes, which pino would add) there is no message: a code and the place will do.
 */
function errorForLog(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = { code: undefined, ...error } as { code?: unknown }
  const quotes = quotesValues(error) || 'responseCode' in error
  return {
    type: error.constructor.name,
    code: typeof code === 'string' ? code : undefined,
    message: quotes ? undefined : error.message,
    stack: stackFrames(error),
  }
}
