/** The bank's side of the wire: a bank in memory that knows nothing of the driver. */
import { createHmac } from 'node:crypto'
import http from 'node:http'

const shop = 'lodge-demo'
const password = 'canary-api-password-4c1d'
const keys = {
  current: { id: '2026', value: 'canary-callback-key-2026-aa71' },
  previous: { id: '2025', value: 'canary-callback-key-2025-0f3e' },
  attacker: { id: '2026', value: 'a-key-that-the-attacker-made-up' },
  unknown: { id: '1999', value: 'a-key-that-was-never-agreed-upon' },
}
const minutes20 = 20 * 60_000

export async function startBankSide({ now }) {
  const payments = []
  const refunds = []
  const movements = []
  const refuseNext = new Set()

  const money = (amountMinor, currency) => ({ amountMinor, currency })
  const lapse = (row) => {
    if (row.state === 'open' && row.lapses <= now().getTime())
      move(row, { state: 'lapsed', changed: row.lapses })
    return row
  }
  const move = (row, change) => Object.assign(row, { changed: now().getTime() }, change)
  const find = ({ attemptId }) => {
    const row = payments.find(({ ours }) => ours === attemptId)
    if (!row) throw new Error(`The bank has no payment with our reference ${attemptId}.`)
    return lapse(row)
  }

  const out = (row) => ({
    kind: 'payment',
    shop,
    payment: row.payment,
    ours: row.ours,
    state: row.state,
    currency: row.currency,
    asked: row.asked,
    received: row.received,
    returned: row.returned,
    changed: row.changed,
  })
  const refusal = (code, status = 400) => ({ status, members: { kind: 'refusal', code } })
  const good = (members) => ({ status: 200, members })
  const nothing = good({ kind: 'nothing' })

  const calls = {
    'POST /pay/start'({ ours, currency, amount }, key) {
      if (refuseNext.has(ours)) return refusal('refused-by-bank', 402)
      const known = payments.find((row) => row.key === key)
      if (known && (known.ours !== ours || known.asked !== BigInt(amount))) return refusal('key-used')
      const row = known ?? {
        payment: `P${payments.length + 1}`,
        ...{ ours, key, currency, asked: BigInt(amount), received: 0n, returned: 0n, state: 'open' },
        ...{ changed: now().getTime(), lapses: now().getTime() + minutes20 },
      }
      if (!known) payments.push(row)
      return good({ ...out(lapse(row)), page: `${url}/page/${row.payment}`, lapses: row.lapses })
    },
    'GET /pay/look'({ ours, payment }) {
      const row = payments.find((one) =>
        payment === undefined ? one.ours === ours : one.payment === payment,
      )
      return row ? good(out(lapse(row))) : nothing
    },
    'POST /refund/start'({ payment, ours, amount }, key) {
      const known = refunds.find((row) => row.key === key)
      if (known) return good(known.out)
      const row = payments.find((one) => one.payment === payment)
      if (!row || row.returned > 0n || BigInt(amount) !== row.received) return refusal('not-refundable')
      move(row, { state: 'refunded', returned: BigInt(amount) })
      movements.push({ attemptId: row.ours, amount: money(-BigInt(amount), row.currency) })
      const refund = {
        kind: 'refund',
        refund: `R${refunds.length + 1}`,
        ours,
        state: 'done',
        currency: row.currency,
      }
      refunds.push({ key, ours, out: { ...refund, amount, changed: row.changed } })
      return good(refunds.at(-1).out)
    },
    'GET /refund/look'({ ours }) {
      const refund = refunds.find((row) => row.ours === ours)
      return refund ? good(refund.out) : nothing
    },
  }

  const server = http.createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const { pathname, searchParams } = new URL(request.url, 'http://bank')
    const work = calls[`${request.method} ${pathname}`]
    const isKnown =
      request.headers.authorization === `Basic ${Buffer.from(`${shop}:${password}`).toString('base64')}`
    const members = Object.fromEntries(request.method === 'GET' ? searchParams : new URLSearchParams(text))
    const answer = !isKnown
      ? refusal('wrong-password', 401)
      : work
        ? work(members, request.headers['x-once'])
        : refusal('unknown-address', 404)
    response.writeHead(answer.status, { 'content-type': 'application/x-www-form-urlencoded' })
    response.end(new URLSearchParams(answer.members).toString())
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${server.address().port}`

  return {
    baseUrl: url,
    agreement: ({ baseUrl, keys: valid }) => ({
      config: { baseUrl, shop, pageOrigins: [url] },
      secrets: {
        'api-password': { current: { id: 'p1', value: password } },
        'callback-key': { current: keys.current, ...(valid === 'both' ? { previous: keys.previous } : {}) },
      },
    }),
    documentedStatuses: ['open', 'paid', 'refused', 'left', 'lapsed', 'refunded'],
    undocumentedStatus: 'under-review',
    async pay(request, amount) {
      const row = find(request)
      if (row.received > 0n) return
      move(row, { state: 'paid', received: amount.amountMinor })
      movements.push({ attemptId: request.attemptId, amount })
    },
    takesOtherSums: true,
    decline: async (request) => void move(find(request), { state: 'refused' }),
    declineAtOnce: async ({ attemptId }) => void refuseNext.add(attemptId),
    abandon: async (request) => void move(find(request), { state: 'left' }),
    say: async (request, state) => void move(find(request), { state }),
    callbacks: {
      batches: false,
      isAcknowledged: ({ status, body }) => status === 200 && body === 'OK',
      async make({ about: [request], at, key, algorithm, status, amount, office, spoilt }) {
        const members = {
          ...out(find(request)),
          ...(status === undefined ? {} : { state: status }),
          ...(amount === undefined ? {} : { received: amount.amountMinor, currency: amount.currency }),
          ...(office === 'ours' ? {} : { shop: 'another-office' }),
        }
        if (spoilt) delete members.currency
        const body = Buffer.from(new URLSearchParams(members).toString())
        const time = String(at.getTime())
        const name = algorithm === 'other' ? 'sha256' : 'sha512'
        const signature = createHmac(name, keys[key].value).update(`${time}.`).update(body).digest('hex')
        const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-bank-time': time }
        return {
          body,
          headers: new Headers({ ...headers, 'x-bank-signature': algorithm === 'none' ? 'none' : signature }),
        }
      },
    },
    movements: () => movements,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
