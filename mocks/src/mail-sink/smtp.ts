/** The SMTP side: takes every mail for every address, and misbehaves on request. */
import type net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { z } from 'zod'
import type { Mailbox } from './mailbox.ts'

export const mailFaultSchema = z.discriminatedUnion('kind', [
  /** Refused for now with a 4xx (or for good with a 5xx): nothing is kept. */
  z.strictObject({
    kind: z.literal('reject'),
    code: z.number().int().min(400).max(599).default(451),
    times: z.number().int().min(1).default(1),
  }),
  /** Kept, and then the connection is cut before the reply: the sender cannot know. */
  z.strictObject({ kind: z.literal('cut-after-data'), times: z.number().int().min(1).default(1) }),
  /** Kept, and answered late. */
  z.strictObject({
    kind: z.literal('slow'),
    ms: z.number().int().min(1).max(600_000),
    times: z.number().int().min(1).default(1),
  }),
])
export type MailFault = z.infer<typeof mailFaultSchema>

const maxMailBytes = 30_000_000

class SmtpRefusal extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.name = 'SmtpRefusal'
    this.responseCode = responseCode
  }
}

async function readAll(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(z.instanceof(Uint8Array).parse(chunk))
  return Buffer.concat(chunks)
}

export type SmtpSide = {
  readonly port: number
  readonly addFault: (fault: MailFault) => void
  readonly clearFaults: () => void
  readonly stop: () => Promise<void>
}

/** Starts the SMTP server over `mailbox`; port 0 takes a free one. */
export async function startSmtp(options: {
  readonly host: string
  readonly port: number
  readonly mailbox: Mailbox
  readonly onFailure: (error: unknown) => void
}): Promise<SmtpSide> {
  const { host, mailbox, onFailure } = options
  let faults: MailFault[] = []
  const sockets = new Set<net.Socket>()
  const ending = new AbortController()

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: maxMailBytes,
    closeTimeout: 1000,
    onAuth(_auth, _session, callback) {
      callback(null, { user: 'anyone' })
    },
    onData(stream, session, callback) {
      const cut = () => {
        for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy()
      }
      const take = async (): Promise<'reply' | 'cut'> => {
        const raw = await readAll(stream)
        if (stream.sizeExceeded) throw new SmtpRefusal(552, 'The mail is larger than 30 MB.')
        const fault = faults.shift()
        if (fault?.kind === 'reject')
          throw new SmtpRefusal(fault.code, 'Refused on purpose; try again later.')
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        await mailbox.add(
          from,
          rcptTo.map(({ address }) => address),
          raw,
        )
        if (fault?.kind === 'slow') await wait(fault.ms, undefined, { signal: ending.signal })
        return fault?.kind === 'cut-after-data' ? 'cut' : 'reply'
      }
      take().then(
        (end) => {
          if (end === 'cut') cut()
          else callback(null, 'Kept.')
        },
        (error: unknown) => {
          if (!(error instanceof SmtpRefusal) && !ending.signal.aborted) onFailure(error)
          callback(error instanceof Error ? error : new Error('The mail could not be kept.'))
        },
      )
    },
  })
  // Connections that break are the senders' affair, and often what a test wants.
  server.on('error', (error) => {
    if (!server.server.listening) onFailure(error)
  })
  server.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(options.port, host, () => {
      server.server.off('error', reject)
      resolve()
    })
  })
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The SMTP server has no TCP port.')

  return {
    port: address.port,
    addFault: (fault) => void faults.push(...Array.from({ length: fault.times }, () => fault)),
    clearFaults() {
      faults = []
    },
    stop: () =>
      new Promise((resolve) => {
        ending.abort()
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
