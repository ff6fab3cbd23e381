/** What tests of sending need: a device with its encrypted store, an office behind msw, tabs that send, and builders. */
import 'fake-indexeddb/auto'
import { makeOfficePortal, type OfficePortal, type PortalOptions } from '@lodge/mocks/office-portal'
import {
  canonicalJson,
  documentReferenceSchema,
  sha256Hex,
  type Acknowledgement,
  type DocumentReference,
} from '@lodge/shared-types'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { enrolDevice, type Device } from '../open-device.ts'
import type { FrozenDossier, Progress } from '../outbox-rows.ts'
import { startSender } from './sender.ts'
import type { PageLife } from './sender-deps.ts'
import type { Sender } from './sender-state.ts'

const origin = 'https://lodge.test'
const officeId = 'borovia'

export const aProgress = (given: Partial<Progress> = {}): Progress => ({
  state: 'queued',
  uploaded: {},
  mayBeSent: false,
  tries: 0,
  ...given,
})

export const aDocument = ({ bytes, index = 0 }: { bytes: number; index?: number }): DocumentReference => ({
  role: 'power-of-attorney',
  sha256: sha256Hex(`document ${index}`),
  fileName: `document-${index}.pdf`,
  mediaType: 'application/pdf',
  bytes,
})

export const anAcknowledgement = (given: Partial<Acknowledgement> = {}): Acknowledgement => ({
  iss: `${origin}/o/${officeId}`,
  officeId,
  dossierId: '7a0c0e0e-6a5b-4d7b-9d8e-0a1b2c3d4e5f',
  submissionId: 's',
  submissionNumber: 'S-1',
  receivedAt: '2026-03-01T12:00:00.000Z',
  receivedDate: '2026-03-01',
  clockDoubt: false,
  bodySha256: sha256Hex('body'),
  requests: [],
  order: {
    orderId: 'o',
    orderNumber: 'O-1',
    total: { amountMinor: 52_000n, currency: 'EUR' },
    agreementNeeded: false,
  },
  ...given,
})

/** Returns a PDF of `bytes` bytes; another one each time. */
function aPdf(bytes: number): File {
  const content = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += 65_536)
    crypto.getRandomValues(content.subarray(at, Math.min(bytes, at + 65_536)))
  content.set(new TextEncoder().encode('%PDF-1.7\n'))
  content.set(new TextEncoder().encode('\n%%EOF\n'), bytes - 7)
  return new File([content], 'power.pdf', { type: 'application/pdf' })
}

const server = setupServer()

/** Opens and closes the network of a test file, and ends what a test has started. */
export function withNetwork(): void {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  afterEach(async () => {
    await Promise.all(ends.splice(0).map((end) => end()))
    server.resetHandlers()
  })
  afterAll(() => server.close())
}
const ends: (() => Promise<unknown>)[] = []

type Tab = { sender: Sender; show(isVisible: boolean): void; wake(why: 'network' | 'seen'): void }

export type Stand = {
  office: OfficePortal
  device: Device
  user: { id: string; accountId: string; displayName: string; language: string; roles: ['agent'] }
  /** Opens one more tab that sends. */
  openTab(more?: { now?: () => number }): Tab
  /** Puts a dossier with documents of these sizes into the outbox; returns its id. */
  freeze(...documentBytes: number[]): Promise<string>
  progress(dossierId: string): Promise<Progress>
}

/** Returns a stand with its own user and device; the office behaves as `options` say. */
export async function openStand(options: Partial<PortalOptions> = {}): Promise<Stand> {
  const office = await makeOfficePortal({ origin, officeId, ...options })
  server.use(...office.handlers)
  const id = crypto.randomUUID()
  const user: Stand['user'] = {
    id,
    accountId: `account-${id}`,
    displayName: 'Ivana Petrova',
    language: 'en',
    roles: ['agent'],
  }
  office.signIn(user)
  const device = await enrolDevice(officeId, user)

  async function freeze(...documentBytes: number[]): Promise<string> {
    const documents: DocumentReference[] = []
    for (const bytes of documentBytes)
      documents.push(
        documentReferenceSchema.parse({
          ...(await device.documents.add(aPdf(bytes))),
          role: 'power-of-attorney',
        }),
      )
    const dossierId = crypto.randomUUID()
    const bodyJson = canonicalJson({
      dossierId,
      requests: [{ requestId: crypto.randomUUID(), documents }],
    })
    const dossier: FrozenDossier = {
      dossierId,
      key: crypto.randomUUID(),
      bodyJson,
      bodySha256: sha256Hex(bodyJson),
      draftIds: [],
      documents,
      quoteLines: [],
      frozenAt: new Date().toISOString(),
    }
    await device.outbox.freeze(dossier)
    return dossierId
  }

  function openTab({ now = () => Date.now() }: { now?: () => number } = {}): Tab {
    let isVisible = true
    const listeners = new Set<(why: 'network' | 'seen') => void>()
    const page: PageLife = {
      isVisible: () => isVisible,
      onWake(wake) {
        listeners.add(wake)
        return () => listeners.delete(wake)
      },
    }
    const wake = (why: 'network' | 'seen'): void => {
      for (const listener of listeners) listener(why)
    }
    const sender = startSender(device, {
      fetch: (...given) => fetch(...given),
      origin,
      now,
      random: () => 1,
      locks: navigator.locks,
      openChannel: (name) => new BroadcastChannel(name),
      page,
      settleSignOut: () => Promise.resolve(true),
    })
    ends.unshift(() => sender.stop())
    return {
      sender,
      wake,
      show(visible) {
        isVisible = visible
        wake('seen')
      },
    }
  }

  async function progress(dossierId: string): Promise<Progress> {
    const found = await device.outbox.read(dossierId)
    if (!found) throw new Error(`The dossier ${dossierId} is not in the outbox`)
    return found.progress
  }

  ends.push(() => {
    device.close()
    return Promise.resolve()
  })
  return { office, device, user, openTab, freeze, progress }
}
