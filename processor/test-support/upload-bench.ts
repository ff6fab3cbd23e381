/** For tests of uploads: a database with one office, upload servers here and in processes of their own, and a raw tus client. */
import { canonicalJson, problemSchema, type DocumentRole } from '@lodge/shared-types'
import { fork, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { request, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll } from 'vitest'
import type { UploadOffice } from '../src/documents/complete-upload.ts'
import { pdfOf, pdfStream } from '../src/documents/inspection/hostile-documents.ts'
import { loadOfficeProfile } from '../src/offices/load-profile.ts'
import { setUpStore } from '../src/store/store.ts'
import { databaseUri, freshName, until } from './test-office.ts'
import {
  openUploadOffice,
  serveUploads,
  standMessageSchema,
  testOffice,
  type StandOptions,
} from './upload-stand.ts'

export const MB = 1024 * 1024

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Returns a good PDF of about `size` bytes that no other call returns. */
export const aPdf = (size = 2000): Buffer => pdfOf({ objects: [pdfStream('', randomBytes(size))] })

export type Announcement = {
  sha256?: string
  filename?: string
  filetype?: string
  role?: DocumentRole | 'recipe'
  length?: number
}
export type Answer = { status: number; headers: IncomingMessage['headers']; body: string }

/** Returns an answer's problem. */
export const problemOf = (answer: Answer) => problemSchema.parse(JSON.parse(answer.body))

/** A tus client of one account at one server, request by request. */
export function tusClient(port: number, account: string | undefined) {
  const send = (
    method: string,
    path: string,
    headers: Record<string, string | number> = {},
    body?: Uint8Array,
  ): Promise<Answer> => {
    const own = account === undefined ? {} : { 'x-account': account }
    const all = { 'tus-resumable': '1.0.0', ...own, ...headers, 'content-length': body?.length ?? 0 }
    const req = request({ host: '127.0.0.1', port, method, path, headers: all })
    return new Promise((done, fail) => {
      req.on('error', fail).on('response', (res) => {
        void text(res).then(
          (answer) => done({ status: res.statusCode ?? 0, headers: res.headers, body: answer }),
          fail,
        )
      })
      req.end(body)
    })
  }
  const create = (bytes: Uint8Array, announced: Announcement = {}) => {
    const {
      sha256 = sha256Of(bytes),
      filename = 'a.pdf',
      filetype = 'application/pdf',
      role = 'other',
    } = announced
    const metadata = Object.entries({ sha256, filename, filetype, role })
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',')
    const headers = { 'upload-metadata': metadata, 'upload-length': announced.length ?? bytes.length }
    return send('POST', `/o/${testOffice}/uploads`, headers)
  }
  const patch = (
    url: string,
    offset: number,
    body: Uint8Array,
    headers: Record<string, string | number> = {},
  ) =>
    send(
      'PATCH',
      url,
      { 'content-type': 'application/offset+octet-stream', 'upload-offset': offset, ...headers },
      body,
    )
  return {
    send,
    create,
    patch,
    head: (url: string) => send('HEAD', url),
    /** Creates and sends all in one go; returns the last answer and the upload's address. */
    async upload(bytes: Uint8Array, announced: Announcement = {}) {
      const created = await create(bytes, announced)
      const url = created.headers.location ?? ''
      if (created.status !== 201 || Number(created.headers['upload-offset']) === bytes.length)
        return { ...created, url }
      return { ...(await patch(url, 0, bytes)), url }
    },
    /** Begins to send `bytes` from `offset`, as if all of `length` would come; the caller cuts it. */
    begin(url: string, offset: number, bytes: Uint8Array, length: number) {
      const headers = {
        'tus-resumable': '1.0.0',
        'x-account': account,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': offset,
        'content-length': length,
      }
      const req = request({ host: '127.0.0.1', port, method: 'PATCH', path: url, headers })
      const answered = new Promise<number>((done) => {
        req.on('error', () => done(0)).on('response', (res) => done(res.resume().statusCode ?? 0))
      })
      req.write(bytes)
      return { cut: () => req.destroy(), rest: (more: Uint8Array) => req.end(more), answered }
    },
  }
}

type ChildStand = { port: number; process: ChildProcess; memory: () => { heapUsed: number; rss: number } }

/** Returns what the tests of one file share; call it once, outside of every test. */
export function uploadBench(limits: { maxBytes?: number } = {}) {
  const uri = databaseUri(freshName())
  const servers: Server[] = []
  const children: ChildProcess[] = []
  const opened: UploadOffice[] = []
  let tempDir = ''

  const open = async () => {
    const office = await openUploadOffice({ uri, tempDir })
    opened.push(office)
    return office
  }
  const officeOf = () => {
    const [office] = opened
    if (!office) throw new Error('The bench is not set up yet')
    return office
  }

  beforeAll(async () => {
    tempDir = await mkdtemp(join(tmpdir(), 'lodge-uploads-'))
    await setUpStore(uri)
    const loaded = await loadOfficeProfile(resolve(import.meta.dirname, '../offices', testOffice))
    if (!loaded.ok) throw new Error('The profile of the test office does not load')
    const { profile } = loaded
    const other = {
      mediaTypes: ['application/pdf', 'image/png'] as const,
      maxBytes: limits.maxBytes ?? 8 * MB,
    }
    const needed = Object.fromEntries(
      Object.entries(profile.documents.roles)
        .filter(([role]) => role !== 'translation')
        .map(([role, rule]) => [role, { ...rule, maxBytes: MB }]),
    )
    const documents = {
      maxDossierBytes: 200 * MB,
      // Its requests need the other roles too.
      roles: { ...needed, other, 'mark-image': { mediaTypes: ['image/png'] as const, maxBytes: MB } },
    }
    const { store } = await openUploadOffice({ uri, tempDir })
    const profileJson = canonicalJson({ ...profile, documents })
    await store.offices.replace(
      { _id: profile.id },
      { _id: profile.id, version: '1', digest: '', profileJson, loadedAt: new Date() },
    )
    await store.close()
    await open()
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
    await officeOf().store.db.dropDatabase()
    for (const { store } of opened) await store.close()
    await rm(tempDir, { recursive: true, force: true })
  })

  return {
    uri,
    office: officeOf,
    tempDir: () => tempDir,
    /** Starts one more server with connections of its own, as another process has; returns a client of `account` at it. */
    async serve(
      account: string | undefined,
      options: Omit<StandOptions, 'uri' | 'tempDir'> = {},
      office?: UploadOffice,
    ) {
      const { server, port } = await serveUploads(office ?? (await open()), options)
      servers.push(server)
      return { ...tusClient(port, account), port, as: (other: string | undefined) => tusClient(port, other) }
    },
    /** Starts a server in a process of its own. */
    async fork(options: Omit<StandOptions, 'uri' | 'tempDir'> = {}): Promise<ChildStand> {
      const stand = join(import.meta.dirname, 'upload-stand.ts')
      const child = fork(stand, [JSON.stringify({ uri, tempDir, ...options })])
      children.push(child)
      let port = 0
      let memory = { heapUsed: 0, rss: 0 }
      child.on('message', (message) => {
        const told = standMessageSchema.parse(message)
        if ('port' in told) port = told.port
        else memory = told
      })
      await until('the server process to listen', () => Promise.resolve(port > 0))
      return { port, process: child, memory: () => memory }
    },
    async kill({ process: child }: ChildStand) {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    /** Returns what is stored for one document, and the temporary files. */
    async leftOf(sha256: string) {
      const { store } = officeOf()
      const documents = await store.documents.many({ sha256 })
      const uploads = await store.uploads.many({ sha256 })
      const [parts, files, temporary] = await Promise.all([
        store.uploadParts.count({}),
        store.bytes.find({}).toArray(),
        readdir(tempDir),
      ])
      return { documents, uploads, parts, files: files.length, temporary }
    },
  }
}
