import fs from 'node:fs'
import path from 'node:path'
import { MailDev } from 'maildev'
import { onlyForThisMachine } from './loopback'

export interface Mailbox {
  /** The inbox page; its REST API is below it, as `/api/email`. */
  url: string
  smtpUrl: string
  stop(): Promise<void>
}

/** Starts a mail server and its inbox page on 127.0.0.1. Mails stay in the data folder. */
export async function startMailbox(options: {
  port: number
  smtpPort: number
  dataDir: string
}): Promise<Mailbox> {
  const mailDirectory = path.join(options.dataDir, 'mail')
  fs.mkdirSync(mailDirectory, { recursive: true, mode: 0o700 })
  const maildev = new MailDev({
    smtp: options.smtpPort,
    ip: '127.0.0.1',
    web: options.port,
    webIp: '127.0.0.1',
    mailDirectory,
    hideExtensions: ['STARTTLS'], // its certificate is its own, which mail clients refuse
    silent: true,
  })
  const { api } = await maildev.start()
  if (api) onlyForThisMachine(api.server.server)
  return {
    url: `http://localhost:${options.port}`,
    smtpUrl: `smtp://127.0.0.1:${options.smtpPort}`,
    stop: () => maildev.stop(),
  }
}
