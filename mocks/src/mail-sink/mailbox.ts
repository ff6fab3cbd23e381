/** The mails that arrived: parsed once, kept in memory and, where a folder is given, on disk as .eml files. */
import fs from 'node:fs/promises'
import path from 'node:path'
import PostalMime from 'postal-mime'
import { z } from 'zod'

const envelopeSchema = z.object({
  id: z.string(),
  receivedAt: z.string(),
  from: z.string(),
  to: z.array(z.string()),
})
/** What the sender's server said, which the mail's own header need not repeat. */
export type Envelope = z.infer<typeof envelopeSchema>

export type Attachment = {
  readonly filename: string
  readonly mimeType: string
  readonly sizeBytes: number
  readonly content: Uint8Array
}

export type Mail = Envelope & {
  readonly subject: string
  readonly messageId: string
  readonly headers: readonly { readonly key: string; readonly value: string }[]
  /** The plain-text part; empty when there is none. */
  readonly text: string
  readonly hasHtml: boolean
  readonly attachments: readonly Attachment[]
  readonly raw: Uint8Array
}

async function mailOf(envelope: Envelope, raw: Uint8Array): Promise<Mail> {
  const parsed = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' })
  return {
    ...envelope,
    subject: parsed.subject ?? '',
    messageId: parsed.messageId ?? '',
    headers: parsed.headers.map(({ key, value }) => ({ key, value })),
    text: parsed.text ?? '',
    hasHtml: parsed.html !== undefined,
    attachments: parsed.attachments.map((attachment, index) => {
      const content =
        typeof attachment.content === 'string'
          ? new TextEncoder().encode(attachment.content)
          : new Uint8Array(attachment.content)
      return {
        filename: attachment.filename ?? `attachment-${index + 1}`,
        mimeType: attachment.mimeType,
        sizeBytes: content.length,
        content,
      }
    }),
    raw,
  }
}

export type Mailbox = {
  /** Keeps a mail; once this resolves it survives a restart, if there is a folder. */
  readonly add: (from: string, to: readonly string[], raw: Uint8Array) => Promise<Mail>
  /** Newest first; `to` keeps those whose envelope names that address, in any case. */
  readonly list: (to?: string) => readonly Mail[]
  readonly get: (id: string) => Mail | undefined
  readonly clear: () => Promise<void>
}

/** Opens the mailbox in `dataDir`, with the mails that are there, or in memory only. */
export async function openMailbox(dataDir: string | undefined, now: () => Date): Promise<Mailbox> {
  const mails: Mail[] = []
  const fileOf = (id: string, ending: string) => path.join(dataDir ?? '', `${id}.${ending}`)

  if (dataDir !== undefined) {
    await fs.mkdir(dataDir, { recursive: true })
    const names = (await fs.readdir(dataDir)).filter((name) => name.endsWith('.json')).toSorted()
    for (const name of names) {
      const envelope = envelopeSchema.parse(JSON.parse(await fs.readFile(path.join(dataDir, name), 'utf8')))
      mails.push(await mailOf(envelope, await fs.readFile(fileOf(envelope.id, 'eml'))))
    }
  }
  let last = mails.length

  return {
    async add(from, to, raw) {
      last += 1
      const at = now()
      const id = `${at.toISOString().replace(/\D/g, '')}-${last.toString().padStart(6, '0')}`
      const envelope: Envelope = { id, receivedAt: at.toISOString(), from, to: [...to] }
      const mail = await mailOf(envelope, raw)
      if (dataDir !== undefined) {
        // The envelope comes last and by a rename: a mail is there as a whole or not at all.
        await fs.writeFile(fileOf(id, 'eml'), raw, { flush: true })
        await fs.writeFile(fileOf(id, 'part'), JSON.stringify(envelope), { flush: true })
        await fs.rename(fileOf(id, 'part'), fileOf(id, 'json'))
      }
      mails.push(mail)
      return mail
    },
    list(to) {
      const wanted = to?.toLowerCase()
      return mails
        .filter((mail) => wanted === undefined || mail.to.some((address) => address.toLowerCase() === wanted))
        .toReversed()
    },
    get: (id) => mails.find((mail) => mail.id === id),
    async clear() {
      const gone = mails.splice(0)
      if (dataDir === undefined) return
      for (const { id } of gone)
        for (const ending of ['json', 'eml']) await fs.rm(fileOf(id, ending), { force: true })
    },
  }
}
