// First: whoever imports Dexie before finds no IndexedDB.
import 'fake-indexeddb/auto'
import type { Fault } from '@lodge/mocks/office-portal'
import { sha256Hex } from '@lodge/shared-types'
import { expect, test, vi } from 'vitest'
import { mayTakeBack } from '../outbox-rows.ts'
import { badgeOf } from './badge.ts'
import { documentOf } from './problems.ts'
import { openStand, withNetwork, type Stand } from './test-stand.ts'
import { chunkBytes } from './upload-documents.ts'

withNetwork()
// On a busy machine a wait of a second takes several.
vi.setConfig({ testTimeout: 30_000 })

const within = { timeout: 20_000, interval: 20 }
const isSubmission = (path: string): boolean => path.endsWith('/api/submissions')

/** Waits until the dossier is in `state`; returns its progress. */
const reaches = (stand: Stand, dossierId: string, state: string) =>
  vi.waitFor(async () => {
    const progress = await stand.progress(dossierId)
    expect(progress.state, progress.problem?.code).toBe(state)
    return progress
  }, within)

test('a frozen dossier goes to the office with its documents, and its signed acknowledgement comes back', async () => {
  const stand = await openStand()
  const dossierId = await stand.freeze(2_500_000, 400)
  const { sender } = stand.openTab()
  const progress = await reaches(stand, dossierId, 'acknowledged')
  expect(progress.acknowledgement).toMatchObject({ dossierId, submissionNumber: 'S-1' })
  expect(progress.jws).toBe(stand.office.submissions[0]?.jws)
  expect(progress.mayBeSent).toBe(true)
  expect(stand.office.uploadedBytes()).toBe(2_500_400)
  expect(stand.office.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(4)
  expect(sender.state()).toMatchObject({ reachability: 'online', authority: 'ok', leading: true })
})

test('what is sent is the frozen bytes, under the frozen key', async () => {
  const stand = await openStand()
  const dossierId = await stand.freeze()
  const frozen = await stand.device.outbox.read(dossierId)
  stand.openTab()
  await reaches(stand, dossierId, 'acknowledged')
  expect(stand.office.submissions).toMatchObject([{ key: frozen?.key, bodyJson: frozen?.bodyJson }])
})

test('a dossier that is frozen later leaves at once when the sender is nudged, from whichever tab', async () => {
  const stand = await openStand()
  const [first, second] = [stand.openTab(), stand.openTab()]
  await vi.waitFor(() => expect(first.sender.state().authority).toBe('ok'), within)
  expect(second.sender.state().leading).toBe(false)
  const dossierId = await stand.freeze()
  second.sender.nudge()
  await reaches(stand, dossierId, 'acknowledged')
  expect(second.sender.state()).toMatchObject({ reachability: 'online', authority: 'ok' })
})

test('a lost reply to the submission is followed by the same bytes and key, and one submission', async () => {
  const stand = await openStand({
    faultOf: ({ path, before }) => (isSubmission(path) && before < 2 ? 'lost-reply' : undefined),
  })
  const dossierId = await stand.freeze()
  stand.openTab()
  await reaches(stand, dossierId, 'acknowledged')
  const sent = stand.office.calls.filter(({ path }) => isSubmission(path))
  expect(sent).toHaveLength(3)
  expect(new Set(sent.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1)
  expect(stand.office.submissions).toHaveLength(1)
})

test('200 lost replies, two tabs of which the leading one closes midway: 200 submissions', async () => {
  const lost = new Set<string>()
  const stand = await openStand({
    faultOf({ path, headers }) {
      const key = headers.get('idempotency-key') ?? ''
      if (!isSubmission(path) || lost.has(key)) return undefined
      lost.add(key)
      return 'lost-reply'
    },
  })
  const dossierIds: string[] = []
  for (let index = 0; index < 200; index += 1) dossierIds.push(await stand.freeze())
  const [first, second] = [stand.openTab(), stand.openTab()]
  await vi.waitFor(() => expect(stand.office.submissions.length).toBeGreaterThan(60), within)
  await first.sender.stop()
  await vi.waitFor(() => expect(second.sender.state().leading).toBe(true), within)
  await vi.waitFor(
    async () => {
      const rows = await stand.device.outbox.list()
      expect(rows.filter(({ progress }) => progress.state === 'acknowledged')).toHaveLength(200)
    },
    { timeout: 60_000, interval: 200 },
  )
  expect(lost.size).toBe(200)
  const filed = stand.office.submissions.map(({ acknowledgement }) => acknowledgement.dossierId)
  expect(filed.toSorted()).toEqual(dossierIds.toSorted())
}, 90_000)

test('a link that is cut every 0.7 MB of 3 MB costs no byte twice that has arrived', async () => {
  const stand = await openStand({
    faultOf: ({ method, bytes }) =>
      method === 'PATCH' && bytes > 700_000 ? { cutAfterBytes: 700_000 } : undefined,
  })
  const size = 3_000_000
  const dossierId = await stand.freeze(size)
  stand.openTab()
  await reaches(stand, dossierId, 'acknowledged')
  expect(stand.office.uploadedBytes()).toBe(size)
  const patches = stand.office.calls.filter(({ method }) => method === 'PATCH')
  const left = patches.reduce((sum, { bytes }) => sum + bytes, 0)
  expect(left - size).toBeLessThan(patches.length * (chunkBytes - 700_000))
}, 30_000)

test('no more than a chunk of a document is read at one time', async () => {
  const stand = await openStand()
  const read = vi.spyOn(stand.device.documents, 'read')
  const dossierId = await stand.freeze(5_000_000)
  stand.openTab()
  await reaches(stand, dossierId, 'acknowledged')
  expect(read.mock.calls.map(([, offset, length]) => [offset, length])).toEqual([
    [0, chunkBytes],
    [chunkBytes, chunkBytes],
    [2 * chunkBytes, chunkBytes],
    [3 * chunkBytes, chunkBytes],
    [4 * chunkBytes, 5_000_000 - 4 * chunkBytes],
  ])
})

test('what is taken back while its documents are on their way is never submitted', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<undefined>()
  const stand = await openStand()
  const dossierId = await stand.freeze(2_000_000)
  const { device } = stand
  const read = device.documents.read.bind(device.documents)
  const slow = vi.spyOn(device.documents, 'read').mockImplementation(async (...given) => {
    await held
    return read(...given)
  })
  stand.openTab()
  await vi.waitFor(() => expect(slow).toHaveBeenCalled(), within)
  expect(mayTakeBack(await stand.progress(dossierId))).toBe(true)
  await device.outbox.takeBack(dossierId)
  letGo(undefined)
  const next = await stand.freeze()
  stand.openTab().sender.nudge()
  await reaches(stand, next, 'acknowledged')
  expect(stand.office.submissions).toHaveLength(1)
  expect(await device.outbox.read(dossierId)).toBeUndefined()
})

test('a document that the office has already is not sent again', async () => {
  const stand = await openStand()
  const first = await stand.freeze(300_000)
  const tab = stand.openTab()
  await reaches(stand, first, 'acknowledged')
  const frozen = await stand.device.outbox.read(first)
  await tab.sender.stop()
  const second = crypto.randomUUID()
  const bodyJson = (frozen?.bodyJson ?? '').replace(first, second)
  await stand.device.outbox.freeze({
    ...frozen!,
    dossierId: second,
    key: crypto.randomUUID(),
    bodyJson,
    bodySha256: sha256Hex(bodyJson),
  })
  stand.openTab()
  await reaches(stand, second, 'acknowledged')
  expect(stand.office.uploadedBytes()).toBe(300_000)
})

test('one poisoned dossier keeps none of nine good ones back, and says within two seconds why', async () => {
  let poisoned = ''
  const errors = [{ path: 'requests.0.mark.text', code: 'missing', message: 'Write the words of the mark.' }]
  const stand = await openStand({ check: (bodyJson) => (bodyJson.includes(poisoned) ? errors : []) })
  poisoned = await stand.freeze()
  const good: string[] = []
  for (let index = 0; index < 9; index += 1) good.push(await stand.freeze(2_000))
  const { sender } = stand.openTab()
  const startedAt = performance.now()
  const { problem } = await reaches(stand, poisoned, 'needs-you')
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  expect(problem).toMatchObject({ code: 'invalid', errors })
  for (const dossierId of good) await reaches(stand, dossierId, 'acknowledged')
  const row = (await stand.device.outbox.list()).find(({ dossierId }) => dossierId === poisoned)
  expect(badgeOf(row!, sender.state(), 0)).toMatchObject({ kind: 'needs-you', problem: { code: 'invalid' } })
  expect(stand.office.calls.filter(({ path }) => isSubmission(path))).toHaveLength(10)
})

test('what needed the person is sent again when they say so', async () => {
  const errors = [{ path: 'requests', code: 'closed', message: 'The office is closed.' }]
  let isClosed = true
  const stand = await openStand({ check: () => (isClosed ? errors : []) })
  const dossierId = await stand.freeze()
  const { sender } = stand.openTab()
  await reaches(stand, dossierId, 'needs-you')
  isClosed = false
  await sender.tryAgain(dossierId)
  expect((await reaches(stand, dossierId, 'acknowledged')).problem).toBeUndefined()
})

test('every refused document is named, and those that are good are sent', async () => {
  const refuse: Fault = {
    code: 'document-refused',
    errors: [{ path: '', code: 'pdf-script', message: 'No.' }],
  }
  const stand = await openStand({
    faultOf: ({ method, bytes }) => (method === 'PATCH' && bytes < 1_000 ? refuse : undefined),
  })
  const dossierId = await stand.freeze(500, 2_000, 700)
  stand.openTab()
  const { problem, mayBeSent } = await reaches(stand, dossierId, 'needs-you')
  const frozen = await stand.device.outbox.read(dossierId)
  const [first, , third] = (frozen?.documents ?? []).map(({ sha256 }) => sha256)
  expect(documentOf(problem!)).toBe(first)
  expect(problem?.errors?.map(({ path }) => path)).toEqual([`documents.${first}`, `documents.${third}`])
  expect(stand.office.documents()).toEqual([frozen?.documents[1]?.sha256])
  expect(mayBeSent).toBe(false)
})

test('documents that the office has lost are sent again', async () => {
  let isDropped = false
  const stand = await openStand({
    faultOf({ path }) {
      if (isSubmission(path) && !isDropped) {
        isDropped = true
        stand.office.dropDocuments()
      }
      return undefined
    },
  })
  const dossierId = await stand.freeze(4_000)
  stand.openTab()
  await reaches(stand, dossierId, 'acknowledged')
  expect(stand.office.uploadedBytes()).toBe(8_000)
})

test('an expired session pauses sending and drops nothing; a sign-in lets it go on', async () => {
  const stand = await openStand()
  const tab = stand.openTab()
  await vi.waitFor(() => expect(tab.sender.state().authority).toBe('ok'), within)
  stand.office.signOut()
  const dossierId = await stand.freeze(1_000)
  tab.sender.nudge()
  await vi.waitFor(() => expect(tab.sender.state().authority).toBe('sign-in-needed'), within)
  const progress = await reaches(stand, dossierId, 'queued')
  expect(mayTakeBack(progress)).toBe(true)
  expect(progress.problem).toBeUndefined()
  stand.office.signIn(stand.user)
  tab.wake('seen')
  await reaches(stand, dossierId, 'acknowledged')
  expect(tab.sender.state().authority).toBe('ok')
})

test('nothing is sent in another person’s session', async () => {
  const stand = await openStand()
  const dossierId = await stand.freeze(1_000)
  stand.office.signIn({ ...stand.user, id: 'somebody-else' })
  const { sender } = stand.openTab()
  await vi.waitFor(() => expect(sender.state().authority).toBe('other-user'), within)
  expect((await stand.progress(dossierId)).state).toBe('queued')
  expect(stand.office.calls.map(({ method }) => method)).toEqual(['GET'])
})

test('another person who signs in midway stops it: the old session’s token sends nothing more', async () => {
  const stand = await openStand()
  const tab = stand.openTab()
  await vi.waitFor(() => expect(tab.sender.state().authority).toBe('ok'), within)
  stand.office.signIn({ ...stand.user, id: 'somebody-else' })
  const dossierId = await stand.freeze(1_000)
  tab.sender.nudge()
  await vi.waitFor(() => expect(tab.sender.state().authority).toBe('other-user'), within)
  await reaches(stand, dossierId, 'queued')
  expect(stand.office.submissions).toHaveLength(0)
  expect(stand.office.uploadedBytes()).toBe(0)
})

test('an acknowledgement that the office has not signed is not believed', async () => {
  const stand = await openStand()
  await stand.office.signWithAnotherKey()
  const dossierId = await stand.freeze()
  stand.openTab()
  const progress = await reaches(stand, dossierId, 'needs-you')
  expect(progress.problem?.code).toBe('not-genuine')
  expect(progress.acknowledgement).toBeUndefined()
  expect(mayTakeBack(progress)).toBe(false)
})

test('the same dossier under another key, sent from elsewhere, is acknowledged by what the office has signed', async () => {
  const stand = await openStand()
  const dossierId = await stand.freeze()
  const frozen = await stand.device.outbox.read(dossierId)
  await submitElsewhere(stand, 'another-key-of-another-device', frozen!.bodyJson)
  stand.openTab()
  const progress = await reaches(stand, dossierId, 'acknowledged')
  expect(progress.jws).toBe(stand.office.submissions[0]?.jws)
  expect(progress.office?.status).toBe('awaiting-payment')
  expect(stand.office.submissions).toHaveLength(1)
})

test('another content under the same dossier needs the person, and cannot be taken back as if nothing were there', async () => {
  const stand = await openStand()
  const dossierId = await stand.freeze()
  const other = JSON.stringify({ dossierId, requests: [{ requestId: crypto.randomUUID() }] })
  await submitElsewhere(stand, 'another-key-of-another-device', other)
  stand.openTab()
  const progress = await reaches(stand, dossierId, 'needs-you')
  expect(progress.problem?.code).toBe('already-lodged')
  expect(mayTakeBack(progress)).toBe(false)
})

/** Submits as another device of the same account does. */
async function submitElsewhere({ office }: Stand, key: string, body: string): Promise<void> {
  const base = 'https://lodge.test/o/borovia/api'
  const session: unknown = await (await fetch(`${base}/session`)).json()
  const csrf = /"csrfToken":"([^"]+)"/.exec(JSON.stringify(session))?.[1] ?? ''
  const headers = { 'idempotency-key': key, 'x-csrf-token': csrf }
  await fetch(`${base}/submissions`, { method: 'POST', headers, body })
  expect(office.submissions).toHaveLength(1)
}

test('a dossier is given back only while nothing of it can be at the office', async () => {
  const refused = [{ path: 'requests', code: 'no', message: 'No.' }]
  const stand = await openStand({
    check: () => refused,
    faultOf: ({ path, before }) => (isSubmission(path) && before === 0 ? 'lost-reply' : undefined),
  })
  const dossierId = await stand.freeze()
  expect(mayTakeBack(await stand.progress(dossierId))).toBe(true)
  const { sender } = stand.openTab()
  const doubtful = await vi.waitFor(async () => {
    const progress = await stand.progress(dossierId)
    expect(progress.problem?.code).toBe('no-answer')
    return progress
  }, within)
  expect(mayTakeBack(doubtful)).toBe(false)
  // The second try is refused, and the office says that it has no such dossier.
  const judged = await reaches(stand, dossierId, 'needs-you')
  expect(mayTakeBack(judged)).toBe(true)
  await sender.stop()
  await stand.device.outbox.takeBack(dossierId)
  expect(await stand.device.outbox.read(dossierId)).toBeUndefined()
})

test('too many requests say nothing about an earlier try whose answer was lost', async () => {
  const stand = await openStand({
    faultOf({ path, before }) {
      if (!isSubmission(path)) return undefined
      return before === 0 ? 'lost-reply' : { code: 'too-many-requests', retryAfterS: 60 }
    },
  })
  const dossierId = await stand.freeze()
  stand.openTab()
  const progress = await vi.waitFor(async () => {
    const found = await stand.progress(dossierId)
    expect(found.problem?.code).toBe('too-many-requests')
    expect(found.nextTryAt).toBeDefined()
    return found
  }, within)
  expect(mayTakeBack(progress)).toBe(false)
  const waitS = ((progress.nextTryAt ?? 0) - Date.now()) / 1_000
  expect(waitS).toBeGreaterThan(55)
  expect(waitS).toBeLessThan(95)
})

test('a small dossier does not wait behind large ones', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<undefined>()
  const stand = await openStand()
  const large: string[] = []
  for (let index = 0; index < 3; index += 1) large.push(await stand.freeze(4_000_000))
  const { device } = stand
  const read = device.documents.read.bind(device.documents)
  const slow = vi.spyOn(device.documents, 'read').mockImplementation(async (...given) => {
    await held
    return read(...given)
  })
  const { sender } = stand.openTab()
  await vi.waitFor(() => expect(slow).toHaveBeenCalledTimes(2), within)
  const small = await stand.freeze()
  sender.nudge()
  await reaches(stand, small, 'acknowledged')
  expect(stand.office.submissions).toHaveLength(1)
  letGo(undefined)
  for (const dossierId of large) await reaches(stand, dossierId, 'acknowledged')
}, 30_000)

test('while the office is away it is looked for every few seconds, and what is queued leaves once it is back', async () => {
  let isAway = true
  const stand = await openStand({ faultOf: () => (isAway ? 'no-answer' : undefined) })
  const dossierId = await stand.freeze(1_000)
  const { sender } = stand.openTab()
  await vi.waitFor(() => expect(sender.state().reachability).toBe('away'), within)
  await new Promise((resolve) => setTimeout(resolve, 3_500))
  expect(stand.office.calls.length).toBeLessThan(8)
  expect((await stand.progress(dossierId)).tries).toBe(0)
  isAway = false
  const backAt = performance.now()
  await reaches(stand, dossierId, 'acknowledged')
  expect(performance.now() - backAt).toBeLessThan(5_000)
}, 20_000)

test('the sign-in page of a public network is not taken for the office', async () => {
  const stand = await openStand({ faultOf: () => ({ captive: '<h1>Welcome to Hotel Linden</h1>' }) })
  const dossierId = await stand.freeze()
  const { sender } = stand.openTab()
  await vi.waitFor(() => expect(sender.state().reachability).toBe('away'), within)
  expect((await stand.progress(dossierId)).state).toBe('queued')
})

test('a device clock that is ten years off changes nothing but the hint', async () => {
  const stand = await openStand()
  const dossierId = await stand.freeze()
  const years = 10 * 365 * 86_400_000
  const { sender } = stand.openTab({ now: () => Date.now() - years })
  await reaches(stand, dossierId, 'acknowledged')
  expect(Math.abs((sender.state().clockSkewMs ?? 0) + years)).toBeLessThan(2_000)
})

test('after the acknowledgement the office is asked until the dossier is lodged, and then no more', async () => {
  const stand = await openStand()
  const dossierId = await stand.freeze()
  const { sender } = stand.openTab()
  await reaches(stand, dossierId, 'acknowledged')
  stand.office.become(dossierId, 'lodged')
  const { office } = await vi.waitFor(async () => {
    const progress = await stand.progress(dossierId)
    expect(progress.office?.status).toBe('lodged')
    return progress
  }, within)
  expect(office?.files).toMatchObject([{ fileNumber: 'F-1-1' }])
  const [row] = await stand.device.outbox.list()
  expect(badgeOf(row!, sender.state(), 0).kind).toBe('lodged')
})
