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
  /** The Message-ID of the mail that this one sends again. */
  resends?: string | undefined
  /** The address at which one click, or a reader's program, stops such mails (RFC 8058); only where that is lawful. */
  stopAt?: string | undefined
}

/** What became of a mail; `why` names a refusal for good by its codes alone. */
export type MailAnswer = { taken: true } | { taken: false; why: string }

export type Mailer = {
  /**
   * Returns whether the server has taken the mail or refused it for good. The same `messageId` again lets a reader's
   * program show it once. @throws MailError when it may go out later, or may have gone out already.
   */
  send(mail: Mail): Promise<MailAnswer>
  close(): void
}

const codesOf = ({ code, responseCode }: { code: string; responseCode?: number | undefined }): string =>
  [code, responseCode].filter(Boolean).join(' ')

/** Thrown when a mail was not taken for now. Names the failure only: a server's words may repeat the address. */
export class MailError extends Error {
  constructor(code: string, responseCode: number | undefined) {
    super(`The e-mail server did not take the e-mail (${codesOf({ code, responseCode })}).`)
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

/** The headers that let a reader's program stop such mails without opening a page. */
const stopHeaders = (stopAt: string): Record<string, string> => ({
  'List-Unsubscribe': `<${stopAt}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

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
    async send({ from, to, subject, text, messageId, language, resends, stopAt }) {
      const recipient = emailSchema.parse(to)
      try {
        await transport.sendMail({
          from,
          to: recipient,
          envelope: { from: from.address, to: [recipient] },
          subject: subject.replace(/[\r\n]+/g, ' '),
          text,
          messageId,
          ...(resends === undefined ? {} : { inReplyTo: resends, references: resends }),
          headers: {
            'Content-Language': language,
            'Auto-Submitted': 'auto-generated',
            ...(stopAt === undefined ? {} : stopHeaders(stopAt)),
          },
        })
        return { taken: true }
      } catch (error) {
        const failure = failureSchema.parse(error)
        if (isForGood(failure)) return { taken: false, why: codesOf(failure) }
        throw new MailError(failure.code, failure.responseCode)
      }
    },
    close: () => transport.close(),
  }
}
