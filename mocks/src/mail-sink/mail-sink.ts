/** A mail server that delivers to nobody: it keeps what it gets and shows it on a page and by JSON. */
import { HttpRefusal, parseBody, readJson, sendHtml, sendJson, serve } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import { openMailbox } from './mailbox.ts'
import type { Mail, Mailbox } from './mailbox.ts'
import { listPage, mailPage } from './page.ts'
import { mailFaultSchema, startSmtp } from './smtp.ts'
import type { MailFault, SmtpSide } from './smtp.ts'

export type MailSinkOptions = {
  readonly host?: string
  /** 0, the default of both, takes a free port. */
  readonly smtpPort?: number
  readonly httpPort?: number
  /** Where mails are kept; without it they live in memory only. */
  readonly dataDir?: string
  readonly now?: () => Date
  readonly onFailure?: (error: unknown) => void
}

export type MailSink = {
  /** The page and the JSON interface. */
  readonly url: string
  readonly smtpPort: number
  readonly mails: (to?: string) => readonly Mail[]
  readonly addFault: (fault: MailFault) => void
  readonly stop: () => Promise<void>
}

/** What JSON says of a mail; attachments have their own address. */
const summary = ({ raw: _raw, attachments, ...mail }: Mail) => ({
  ...mail,
  attachments: attachments.map(({ content: _content, ...rest }) => rest),
})

function sendFile({ response }: Exchange, filename: string, bytes: Uint8Array): void {
  response
    .writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    .end(bytes)
}

function sinkRoutes(mailbox: Mailbox, smtp: SmtpSide): Route[] {
  const mailOf = ({ params }: Exchange): Mail => {
    const mail = mailbox.get(params[0] ?? '')
    if (!mail) throw new HttpRefusal(404, { error: { code: 'not-found', message: 'No such mail.' } })
    return mail
  }
  return [
    [
      'GET',
      /^\/$/,
      ({ url, response }) => {
        const to = url.searchParams.get('to') ?? ''
        sendHtml(response, 200, listPage(mailbox.list(to === '' ? undefined : to), to))
      },
    ],
    ['GET', /^\/mails\/([^/]+)$/, (exchange) => sendHtml(exchange.response, 200, mailPage(mailOf(exchange)))],
    [
      'GET',
      /^\/api\/mails$/,
      ({ url, response }) => {
        const mails = mailbox.list(url.searchParams.get('to') ?? undefined)
        sendJson(response, 200, { mails: mails.map(summary) })
      },
    ],
    [
      'DELETE',
      /^\/api\/mails$/,
      async ({ response }) => {
        await mailbox.clear()
        sendJson(response, 200, {})
      },
    ],
    [
      'GET',
      /^\/api\/mails\/([^/]+)$/,
      (exchange) => sendJson(exchange.response, 200, summary(mailOf(exchange))),
    ],
    [
      'GET',
      /^\/api\/mails\/([^/]+)\/raw$/,
      (exchange) => sendFile(exchange, `${exchange.params[0] ?? 'mail'}.eml`, mailOf(exchange).raw),
    ],
    [
      'GET',
      /^\/api\/mails\/([^/]+)\/attachments\/(\d{1,4})$/,
      (exchange) => {
        const file = mailOf(exchange).attachments[Number(exchange.params[1])]
        if (!file)
          throw new HttpRefusal(404, { error: { code: 'not-found', message: 'No such attachment.' } })
        sendFile(exchange, file.filename, file.content)
      },
    ],
    [
      'POST',
      /^\/api\/faults$/,
      async ({ request, response }) => {
        smtp.addFault(parseBody(mailFaultSchema, await readJson(request)))
        sendJson(response, 201, {})
      },
    ],
    [
      'DELETE',
      /^\/api\/faults$/,
      ({ response }) => {
        smtp.clearFaults()
        sendJson(response, 200, {})
      },
    ],
    ['GET', /^\/healthz$/, ({ response }) => sendJson(response, 200, { ok: true })],
  ]
}

/** Starts both servers and returns once they listen; `stop` ends them. */
export async function startMailSink(options: MailSinkOptions = {}): Promise<MailSink> {
  const { host = '127.0.0.1', now = () => new Date(), onFailure = console.error } = options
  const mailbox = await openMailbox(options.dataDir, now)
  const smtp = await startSmtp({ host, port: options.smtpPort ?? 0, mailbox, onFailure })
  const starting = serve({
    host,
    port: options.httpPort ?? 0,
    routes: sinkRoutes(mailbox, smtp),
    onFailure,
  })
  const web = await starting.catch(async (error: unknown) => {
    await smtp.stop()
    throw error
  })
  return {
    url: web.url,
    smtpPort: smtp.port,
    mails: mailbox.list,
    addFault: smtp.addFault,
    async stop() {
      await Promise.all([web.stop(), smtp.stop()])
    },
  }
}
