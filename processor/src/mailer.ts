/** Mail out: any SMTP server, one strict envelope recipient a mail. */
import { emailSchema } from '@lodge/shared-types'
import nodemailer from 'nodemailer'
import { z } from 'zod'

export type Mail = {
  from: { name: string; address: string }
  to: string
  subject: string
  text: string
  messageId: string
  language: string
}

export type Mailer = {
  /**
   * Returns whether the server has taken the mail: false when it refused it for good. The same `messageId` again lets a
   * reader's program show it once. @throws MailError when it may go out later, or may have gone out already.
   */
  send(mail: Mail): Promise<boolean>
  close(): void
}

/** Thrown when a mail was not taken for now. Names the failure only: a server's words may repeat the address. */
export class MailError extends Error {
  constructor(code: string, responseCode: number | undefined) {
    super(`The mail server did not take the mail (${[code, responseCode].filter(Boolean).join(' ')}).`)
    this.name = 'MailError'
  }
}

const failureSchema = z.object({
  code: z.string().max(40).catch('unknown'),
  responseCode: z.number().int().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
})

/** A refusal of this recipient or this mail (RFC 5321, 4.2.1: 5yz is permanent); one of our login is not the mail's fault. */
const isForGood = ({ responseCode, command }: z.infer<typeof failureSchema>): boolean =>
  responseCode !== undefined && responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')

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
      try {
        await transport.sendMail({
          from,
          to: recipient,
          envelope: { from: from.address, to: [recipient] },
          subject: subject.replace(/[\r\n]+/g, ' '),
          text,
          messageId,
          headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
        })
        return true
      } catch (error) {
        const failure = failureSchema.parse(error)
        if (isForGood(failure)) return false
        throw new MailError(failure.code, failure.responseCode)
      }
    },
    close: () => transport.close(),
  }
}
