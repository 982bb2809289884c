import nodemailer from 'nodemailer'
import type { Account } from './accounts'

/** Mails the link that confirms an account's address. Refuses when the mail server does. */
export async function sendVerification(
  account: Account,
  link: string,
  mail: { smtpUrl: string; from: string },
): Promise<void> {
  const transport = nodemailer.createTransport(mail.smtpUrl)
  try {
    await transport.sendMail({
      from: mail.from,
      to: { name: account.name, address: account.email },
      subject: 'Confirm your address for Medcal',
      text: [
        `Hello ${account.name},`,
        'please confirm that this address is yours. Open this page and press the button:',
        link,
        'The link is good for three days. If you did not create an account with Medcal, you need do nothing.',
      ].join('\n\n'),
    })
  } finally {
    transport.close()
  }
}
