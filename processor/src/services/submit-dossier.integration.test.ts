/** Accept: one submission and one number a dossier, whatever fails, repeats or races. */
import {
  canonicalJson,
  checkForm,
  plainDateIn,
  plainTaskList,
  sha256Hex,
  streamOf,
  type Canonical,
} from '@lodge/shared-types'
import { compactVerify, createLocalJWKSet } from 'jose'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aBody,
  aKey,
  anUpload,
  file,
  nextSeed,
  overTheWire,
  refusalOf,
  start,
} from '../../test-support/filing.ts'
import { startProxy } from '../../test-support/tcp-proxy.ts'
import { required, startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { readStream } from '../store/streams.ts'

let office: TestOffice
beforeAll(async () => {
  office = await startTestOffice({ run: false })
})
afterAll(() => office.end())

const submissionsOf = (dossierId: string) => office.office.store.submissions.many({ dossierId })
const submit = (body: unknown, key = aKey(), actor = office.agent()) =>
  office.services.submitDossier(actor, { key, body })
const pdf = (text: string) => new TextEncoder().encode(`%PDF-1.7 ${text}`)

describe('the same key', () => {
  test('gets the same answer 20 times at once, for one submission and one number', async () => {
    const body = aBody(office)
    const key = aKey()
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(overTheWire(body), key)))
    expect(new Set(answers.map(({ jws }) => jws)).size).toBe(1)
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(await submissionsOf(body.dossierId)).toHaveLength(1)
    const history = await readStream(office.office.store, 'borovia', streamOf('dossier', body.dossierId))
    expect(history.map(({ type }) => type)).toEqual(['dossier.submitted', 'order.opened'])
  })

  test('in two processes at once gets one answer', async () => {
    const other = await office.another()
    const body = aBody(office)
    const key = aKey()
    const submitIn = ({ services }: typeof other) =>
      services.submitDossier(office.agent(), { key, body: overTheWire(body) })
    const answers = await Promise.all([other, office, other, office, other].map(submitIn))
    expect(new Set(answers.map(({ jws }) => jws)).size).toBe(1)
    expect(await submissionsOf(body.dossierId)).toHaveLength(1)
  })

  test('with another body is refused, and with another account is another key', async () => {
    const key = aKey()
    await submit(overTheWire(aBody(office)), key)
    expect(await refusalOf(submit(overTheWire(aBody(office)), key))).toMatchObject({
      code: 'idempotency-key-reused',
    })
    const other = await submit(overTheWire(aBody(office)), key, office.agent('borovia', 'account-2'))
    expect(other.repeated).toBe(false)
  })
})

describe('what is with the office already', () => {
  test('is not taken under another key, and no number is spent on it', async () => {
    const body = aBody(office)
    const first = await submit(overTheWire(body))
    expect(await refusalOf(submit(overTheWire(body)))).toMatchObject({ code: 'already-lodged' })
    const next = await submit(overTheWire(aBody(office)))
    const seqOf = (number: string) => Number(number.split('-').at(-1))
    expect(seqOf(next.acknowledgement.submissionNumber)).toBe(
      seqOf(first.acknowledgement.submissionNumber) + 1,
    )
  })

  test('is not taken in another dossier either, for a request becomes one file only', async () => {
    const body = aBody(office)
    await submit(overTheWire(body))
    const second = { ...aBody(office), requests: body.requests }
    const refusal = await refusalOf(submit(overTheWire({ ...second, quote: body.quote })))
    expect(refusal).toMatchObject({ code: 'already-lodged' })
    expect(refusal.message).toContain('request')
    expect(await submissionsOf(second.dossierId)).toEqual([])
  })
})

describe('a body', () => {
  const withEntry = (entry: Record<string, Canonical>) => overTheWire({ ...aBody(office), ...entry })
  test.each([
    ['a price', { total: '100' }],
    ['order lines', { lines: [] }],
    ['an owner', { accountId: 'account-2' }],
    ['roles', { roles: ['administrator'] }],
    ['an operator', { $ne: 1 }],
  ])('with %s is malformed', async (_, entry) => {
    expect(await refusalOf(submit(withEntry(entry)))).toMatchObject({ code: 'malformed-request' })
  })

  test('with a price in a request, or with __proto__, is malformed', async () => {
    const body = aBody(office)
    const priced = { ...body, requests: body.requests.map((one) => ({ ...one, amountMinor: '1' })) }
    expect(await refusalOf(submit(overTheWire(priced)))).toMatchObject({ code: 'malformed-request' })
    const polluted: unknown = JSON.parse(canonicalJson(body).replace('{', '{"__proto__":{"roles":["x"]},'))
    expect(await refusalOf(submit(polluted))).toMatchObject({ code: 'malformed-request' })
  })

  test('is answered with the path of every field that is wrong', async () => {
    const body = aBody(office)
    const [request] = body.requests
    const wrong = {
      ...body,
      requests: [{ ...request, applicants: [], signature: { name: '\u0000', capacity: 'x' } }],
    }
    const refusal = await refusalOf(submit(overTheWire(wrong)))
    expect(refusal.code).toBe('invalid')
    expect(refusal.errors.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['requests.0.applicants', 'requests.0.signature.name']),
    )
    const ruled = await refusalOf(
      submit(overTheWire({ ...body, requests: [{ ...request, branch: 'nowhere' }] })),
    )
    expect(ruled.errors).toMatchObject([{ path: 'requests.0.branch', code: 'branch' }])
  })

  test('is answered in the words of the form’s own checker, as the device says them', async () => {
    const body = aBody(office)
    const requests = body.requests.map((one) => ({
      ...one,
      branch: 'nowhere',
      signature: { capacity: 'Director' },
      goodsAndServices: [{ classNumber: 9, terms: Array.from({ length: 900 }, () => 'a\nb') }],
    }))
    const refusal = await refusalOf(submit(overTheWire({ ...body, requests })))
    expect(refusal.code).toBe('invalid')
    const profile = office.office.profiles.of('borovia')
    const today = plainDateIn(profile.timeZone, office.office.clock.now())
    const onDevice = checkForm(requests[0], profile, today)
    expect(onDevice.map(({ code }) => code)).toEqual(['branch', 'terms-characters', 'missing'])
    expect(refusal.errors).toEqual(onDevice.map((error) => ({ ...error, path: `requests.0.${error.path}` })))
  })

  test('that is no dossier at all is answered with what it lacks', async () => {
    for (const raw of [{}, { requests: 'x' }, { requests: [] }, { requests: [7] }]) {
      const refusal = await refusalOf(submit(raw))
      expect(refusal.code).toBe('invalid')
      expect(refusal.errors.map(({ path }) => path)).toEqual(expect.arrayContaining(['dossierId', 'quote']))
    }
    const { errors } = await refusalOf(submit(overTheWire({ ...aBody(office), requests: [7] })))
    expect(errors).toMatchObject([{ path: 'requests.0', code: 'wrong-type' }])
  })

  test('with more requests than a dossier holds is refused before any of them is looked into', async () => {
    const requests: unknown = JSON.parse(`[${Array.from({ length: 300_000 }, () => '{}').join(',')}]`)
    const startedAt = performance.now()
    const refusal = await refusalOf(submit({ requests }))
    // Looked into, they take some 20 s.
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    expect(refusal.code).toBe('invalid')
    expect(refusal.errors.map(({ path }) => path)).toEqual(['dossierId', 'quote', 'requests'])
  })

  test('with the lines that the agent saw is taken, and sets no price by them', async () => {
    const body = aBody(office)
    const { total } = body.quote
    const line = {
      code: 'basic',
      rule: 'none',
      label: { en: 'All of it' },
      requestId: null,
      quantity: 1,
      unitMinor: 1n,
      amountMinor: 1n,
    }
    const { acknowledgement } = await submit(
      overTheWire({ ...body, quote: { ...body.quote, lines: [line] } }),
    )
    expect(acknowledgement.order).toMatchObject({ total, agreementNeeded: false })
  })

  test('with a broken character is refused with its path', async () => {
    const body: unknown = JSON.parse(canonicalJson(aBody(office)).replace('"DOSSIER-', '"\\ud800DOSSIER-'))
    expect(await refusalOf(submit(body))).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'ownReference' }],
    })
  })

  test('is not taken from staff or an applicant', async () => {
    const body = overTheWire(aBody(office))
    for (const actor of [
      office.staff(['administrator']),
      { ...office.agent(), roles: ['applicant' as const] },
    ])
      expect(await refusalOf(submit(body, aKey(), actor))).toMatchObject({ code: 'not-allowed' })
  })
})

describe('a document', () => {
  const withDocument = (document: Awaited<ReturnType<typeof anUpload>>) => {
    const seed = nextSeed()
    const { requests, ...body } = aBody(office)
    return overTheWire({
      ...body,
      ownReference: `D-${seed}`,
      requests: requests.map((one) => ({ ...one, documents: [document] })),
    })
  }
  test('that its account uploaded is taken', async () => {
    const document = await anUpload(office, { bytes: pdf('mine') })
    const { acknowledgement } = await submit(withDocument(document))
    expect(acknowledgement.requests[0]?.documents).toEqual([
      { role: document.role, sha256: document.sha256, bytes: document.bytes },
    ])
  })

  test('of another account is as unknown as one of nobody', async () => {
    const theirs = await anUpload(office, { bytes: pdf('theirs'), accountId: 'account-2' })
    const nobodys = { ...theirs, sha256: sha256Hex('nobody has this') }
    const [other, none] = await Promise.all(
      [theirs, nobodys].map((one) => refusalOf(submit(withDocument(one)))),
    )
    expect(other?.errors).toMatchObject([{ path: 'requests.0.documents.0', code: 'document-not-uploaded' }])
    expect(none?.errors).toEqual(other?.errors)
  })

  test.each([
    ['size', { bytes: 3 }],
    ['type', { mediaType: 'image/png' as const, role: 'mark-image' as const }],
    ['role', { role: 'mark-image' as const, mediaType: 'image/jpeg' as const }],
  ])('is refused when the request lies about its %s', async (what, lie) => {
    const document = await anUpload(office, { bytes: pdf(`honest about ${what}`) })
    const refusal = await refusalOf(submit(withDocument({ ...document, ...lie })))
    expect(refusal.errors).toMatchObject([{ path: 'requests.0.documents.0', code: 'document-differs' }])
  })
})

describe('a quote that differs from the tariff', () => {
  test.each(['borovia', 'sahil'] as const)(
    'keeps the date at %s, and payment waits until the exact total is agreed to',
    async (officeId) => {
      const actor = office.agent(officeId)
      const body = aBody(office, { officeId })
      const { currency, amountMinor } = body.quote.total
      const quote = { ...body.quote, total: { currency, amountMinor: amountMinor - 1n } }
      const { acknowledgement } = await submit(overTheWire({ ...body, quote }), aKey(), actor)
      expect(acknowledgement.order).toMatchObject({ agreementNeeded: true, total: body.quote.total })
      const { dossierId } = body
      const { orderId, total } = acknowledgement.order
      expect(await refusalOf(start(office, { actor, dossierId, orderId }))).toMatchObject({ code: 'stale' })
      const agree = (amount: bigint) =>
        office.services.agreeOrder(actor, {
          key: aKey(),
          dossierId,
          orderId,
          total: { amountMinor: amount.toString(), currency },
        })
      expect(await refusalOf(agree(total.amountMinor - 1n))).toMatchObject({ code: 'stale' })
      await agree(total.amountMinor)
      expect(await start(office, { actor, dossierId, orderId })).toMatchObject({ status: 'action-required' })
    },
  )

  test('is agreed to also after the office has lodged the dossier', async () => {
    const running = await startTestOffice()
    try {
      const actor = running.agent('sahil')
      const body = aBody(running, { officeId: 'sahil' })
      const quote = { ...body.quote, total: { ...body.quote.total, amountMinor: 1n } }
      const { acknowledgement } = await running.services.submitDossier(actor, {
        key: aKey(),
        body: overTheWire({ ...body, quote }),
      })
      const { dossierId } = body
      await until(
        'lodged',
        async () => (await running.services.dossierView(actor, dossierId)).status === 'lodged',
      )
      const { orderId, total } = acknowledgement.order
      await running.services.agreeOrder(actor, {
        key: aKey(),
        dossierId,
        orderId,
        total: overTheWire(total),
      })
      expect(await start(running, { actor, dossierId, orderId })).toMatchObject({ status: 'action-required' })
    } finally {
      await running.end()
    }
  })
})

describe('the acknowledgement', () => {
  test.each(['borovia', 'sahil'] as const)(
    'of %s verifies, and lists every document with its SHA-256',
    async (officeId) => {
      const mine = await anUpload(office, { bytes: pdf(`listed at ${officeId}`), officeId })
      const body = aBody(office, { officeId, request: { documents: [mine] } })
      const { jws, acknowledgement } = await submit(overTheWire(body), aKey(), office.agent(officeId))
      const keySet = createLocalJWKSet(office.services.jwks(officeId) ?? { keys: [] })
      const { payload, protectedHeader } = await compactVerify(jws, keySet, { algorithms: ['ES256'] })
      expect(new TextDecoder().decode(payload)).toBe(canonicalJson(acknowledgement))
      expect(protectedHeader.kid).toBe(office.office.keys.seal(officeId).kid)
      expect(acknowledgement.bodySha256).toBe(sha256Hex(canonicalJson(body)))
      expect(acknowledgement.requests[0]?.documents[0]?.sha256).toBe(mine.sha256)
      const foreign = createLocalJWKSet(
        office.services.jwks(officeId === 'sahil' ? 'borovia' : 'sahil') ?? { keys: [] },
      )
      await expect(compactVerify(jws, foreign)).rejects.toThrow()
    },
  )

  test('of sahil bills one class with its tax in three decimals', async () => {
    const { acknowledgement, body } = await file(office, { officeId: 'sahil' })
    // 18.500 + 4.750 KWD and 5.25 % tax: 23.250 + 1.220625, rounded half up.
    expect(acknowledgement.order.total).toEqual({ amountMinor: 24_471n, currency: 'KWD' })
    expect(acknowledgement.submissionNumber).toMatch(/^SUB\/\d{4}\/\d{6}$/)
    const two = body.requests.map((one) => ({
      ...one,
      goodsAndServices: [...one.goodsAndServices, { classNumber: 44, terms: ['خدمات طبية'] }],
    }))
    const refusal = await refusalOf(
      submit(
        overTheWire({ ...aBody(office, { officeId: 'sahil' }), requests: two }),
        aKey(),
        office.agent('sahil'),
      ),
    )
    expect(refusal.errors).toMatchObject([{ code: 'too-many-classes' }])
  })
})

test('fifty accepts at once in two processes get consecutive numbers in the order of their times', async () => {
  const other = await office.another()
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => {
      const { services } = index % 2 === 0 ? office : other
      return services.submitDossier(office.agent('borovia', `account-${index}`), {
        key: aKey(),
        body: overTheWire(aBody(office)),
      })
    }),
  )
  const taken = answers
    .map(({ acknowledgement: { submissionNumber, receivedAt, requests } }) => ({
      seq: Number(submissionNumber.split('-').at(-1)),
      online: Number(requests[0]?.onlineId.split('-').at(-1)),
      receivedAt,
    }))
    .toSorted((a, b) => a.seq - b.seq)
  const first = taken[0]?.seq ?? 0
  expect(taken.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => first + index))
  expect(taken.map(({ receivedAt }) => receivedAt)).toEqual(
    taken.map(({ receivedAt }) => receivedAt).toSorted(),
  )
  expect(taken.map(({ online }) => online)).toEqual(
    taken.map(({ online }) => online).toSorted((a, b) => a - b),
  )
})

describe('when the commit fails', () => {
  const failCommit = async (mode: 'off' | { times: number }, data: Record<string, unknown> = {}) => {
    const client = new MongoClient(required('TEST_MONGODB_URI'))
    try {
      await client.db('admin').command({
        configureFailPoint: 'failCommand',
        mode,
        ...(mode === 'off'
          ? {}
          : {
              data: {
                failCommands: ['commitTransaction'],
                appName: office.env.QUEUE_PREFIX.slice(0, -1),
                ...data,
              },
            }),
      })
    } finally {
      await client.close()
    }
  }
  test.each([
    ['with the connection, before it was done', { closeConnection: true }],
    ['after it was done, and nobody can tell', { writeConcernError: { code: 91, errmsg: 'gone' } }],
    ['after it was done, past its time', { writeConcernError: { code: 50, errmsg: 'too late' } }],
    ['for good, past its time', { errorCode: 50 }],
  ])('%s, there is exactly one number and one acknowledgement', async (_, data) => {
    const body = aBody(office)
    const key = aKey()
    const before = (await file(office)).acknowledgement.submissionNumber
    await failCommit({ times: 1 }, data)
    try {
      const first = await submit(overTheWire(body), key).catch(() => undefined)
      const again = await submit(overTheWire(body), key)
      if (first) expect(again).toEqual({ ...first, repeated: true })
      const seqOf = (number: string) => Number(number.split('-').at(-1))
      expect(seqOf(again.acknowledgement.submissionNumber)).toBe(seqOf(before) + 1)
      expect(await submissionsOf(body.dossierId)).toHaveLength(1)
    } finally {
      await failCommit('off')
    }
  })

  test('past its time though it was done, the answer is the acknowledgement at once', async () => {
    await failCommit({ times: 1 }, { writeConcernError: { code: 50, errmsg: 'too late' } })
    try {
      expect((await submit(overTheWire(aBody(office)))).acknowledgement.submissionNumber).toMatch(/^S-/)
    } finally {
      await failCommit('off')
    }
  })
})

test('while MongoDB is away everything says when to come back, and nothing is taken', async () => {
  const direct = new URL(required('TEST_MONGODB_URI'))
  const proxy = await startProxy({ host: direct.hostname, port: Number(direct.port) })
  const database = new URL(office.env.MONGODB_URI).pathname
  const cut = await office.another({
    MONGODB_URI: `mongodb://127.0.0.1:${proxy.port}${database}?directConnection=true`,
  })
  try {
    const body = aBody(office)
    const actor = office.agent()
    const key = aKey()
    proxy.refuse()
    proxy.cut()
    const { services } = cut
    const refusals = await Promise.all(
      [
        services.submitDossier(actor, { key, body: overTheWire(body) }),
        services.signIn({ officeId: 'borovia', email: 'agent@firm.example', password: 'x' }),
        services.resumeSession('a token'),
        services.signOut('a token'),
        services.listDossiers(actor, { page: 1 }),
        services.dossierView(actor, body.dossierId),
        services.listTasks(office.staff(['finance']), plainTaskList),
        services.claimTask(office.staff(['finance']), 'a task'),
        services.returnFromBank({ officeId: 'borovia', attemptId: 'an attempt' }),
        start(cut, { actor, dossierId: body.dossierId, orderId: 'an order' }),
        services.verifyReceipt('borovia', 'a code'),
      ].map((work) => refusalOf(work)),
    )
    expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => 'unavailable'))
    for (const { retryAfterS } of refusals) expect(retryAfterS).toBeGreaterThan(0)
    expect((await services.health()).ready).toBe(false)
    expect(await submissionsOf(body.dossierId)).toEqual([])
    proxy.accept()
    const taken = await until('taken after all', () =>
      services.submitDossier(actor, { key, body: overTheWire(body) }).catch(() => undefined),
    )
    expect(taken.acknowledgement.dossierId).toBe(body.dossierId)
  } finally {
    proxy.accept()
    await cut.close(1_000)
    await proxy.stop()
  }
})

describe('a clock in doubt', () => {
  test('marks the submission and calls a person, and takes it all the same', async () => {
    const { store } = office.office
    const { acknowledgement: before } = await file(office)
    await store.counters.update(
      { _id: 'borovia|office|submission' },
      { $set: { lastAt: new Date(Date.now() + 60_000) } },
    )
    const { acknowledgement } = await file(office)
    expect(before.clockDoubt).toBe(false)
    expect(acknowledgement.clockDoubt).toBe(true)
    const [alarm] = await store.tasks.many({ causedBy: `clock-doubt:${acknowledgement.submissionId}` })
    expect(alarm).toMatchObject({ role: 'administrator', state: 'open' })
    expect(alarm?.subject).toContain(acknowledgement.submissionNumber)
    await store.counters.update({ _id: 'borovia|office|submission' }, { $set: { lastAt: new Date() } })
    expect((await file(office)).acknowledgement.clockDoubt).toBe(false)
  })
})
