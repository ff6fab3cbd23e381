/** Mail out: any SMTP server, one strict envelope recipient a mail. */
import { emailSchema } from '@lodge/shared-types'
import nodemailer from 'nodemailer'

export type Mail = {
  from: { name: string; address: string }
  to: string
  subject: string
  text: string
  messageId: string
  language: string
}

export type Mailer = {
  /** Resolves when the server has taken the mail. The same `messageId` again lets a reader's program show it once. */
  send(mail: Mail): Promise<void>
  close(): void
}

/** Returns a mailer for an `smtp://` or `smtps://` address; connections are pooled and bounded in time. */
export function makeMailer(smtpUrl: string): Mailer {
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ from, to, subject, text, messageId, language }) {
      const recipient = emailSchema.parse(to)
      await transport.sendMail({
        from,
        to: recipient,
        envelope: { from: from.address, to: [recipient] },
        subject: subject.replace(/[\r\n]+/g, ' '),
        text,
        messageId,
        headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}
