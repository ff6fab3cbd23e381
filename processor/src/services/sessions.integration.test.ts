/** Sessions: what opens them, what ends them, and what nobody learns from them. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusalOf } from '../../test-support/filing.ts'
import { startTestOffice, type TestOffice } from '../../test-support/test-office.ts'

let office: TestOffice
beforeAll(async () => {
  office = await startTestOffice({ run: false })
  for (const [officeId, email] of [
    ['borovia', 'ana@firm.example'],
    ['sahil', 'ana@firm.example'],
    ['borovia', 'ben@firm.example'],
  ] as const)
    await office.services.addUser({
      officeId,
      email,
      password: `the password of ${officeId}`,
      displayName: 'Ana',
      language: 'en',
      accountId: 'account-1',
      roles: ['agent'],
    })
})
afterAll(() => office.end())

const signIn = (password: string, email = 'ana@firm.example', officeId = 'borovia') =>
  office.services.signIn({ officeId, email, password })
const right = 'the password of borovia'
const isAlive = async (token: string) => (await office.services.resumeSession(token)) !== undefined

test('a sign-in opens a session under a new token, of which only a hash is stored', async () => {
  const [first, second] = [await signIn(right), await signIn(` ${right}`.trim(), ' Ana@Firm.example ')]
  expect(first.token).not.toBe(second.token)
  const session = await office.services.resumeSession(first.token)
  expect(session).toMatchObject({ officeId: 'borovia', accountId: 'account-1', roles: ['agent'] })
  expect(session?.csrfToken).not.toBe(second.session.csrfToken)
  const { db, sessions } = office.office.store
  expect(await sessions.one({ _id: createHash('sha256').update(first.token).digest('hex') })).toBeDefined()
  for (const { name } of await db.listCollections().toArray()) {
    const rows = await db.collection(name).find({}).toArray()
    expect(JSON.stringify(rows).includes(first.token), name).toBe(false)
    expect(JSON.stringify(rows).includes(right), name).toBe(false)
  }
})

test('a session is dead after sign-out, and only that one', async () => {
  const [mine, other] = [await signIn(right), await signIn(right)]
  await office.services.signOut(mine.token)
  expect([await isAlive(mine.token), await isAlive(other.token)]).toEqual([false, true])
})

test('all sessions are dead after a change of password, and so is the old password', async () => {
  const [a, b] = [await signIn(right, 'ben@firm.example'), await signIn(right, 'ben@firm.example')]
  const change = { oldPassword: right, newPassword: 'an even longer password' }
  const { actor } = a.session
  const wrong = office.services.changePassword(actor, { ...change, oldPassword: 'not it' })
  expect(await refusalOf(wrong)).toMatchObject({ code: 'bad-credentials' })
  const short = office.services.changePassword(actor, { ...change, newPassword: 'short' })
  expect(await refusalOf(short)).toMatchObject({ code: 'invalid' })
  expect(await isAlive(a.token)).toBe(true)
  const after = await office.services.changePassword(actor, change)
  expect([await isAlive(a.token), await isAlive(b.token), await isAlive(after.token)]).toEqual([
    false,
    false,
    true,
  ])
  expect(await refusalOf(signIn(right, 'ben@firm.example'))).toMatchObject({ code: 'bad-credentials' })
  expect((await signIn(change.newPassword, 'ben@firm.example')).token).toBeTruthy()
})

test('an unknown address, a wrong password and another office’s password get one answer in similar time', async () => {
  const times: Record<string, number[]> = { unknown: [], wrong: [], office: [], malformed: [] }
  const tries = {
    unknown: () => signIn(right, 'nobody@firm.example'),
    wrong: () => signIn('the wrong password'),
    office: () => signIn(right, 'ana@firm.example', 'sahil'),
    malformed: () => signIn(right, 'no address at all'),
  }
  for (let round = 0; round < 7; round += 1)
    for (const [kind, attempt] of Object.entries(tries)) {
      const from = performance.now()
      const refusal = await refusalOf(attempt())
      times[kind]?.push(performance.now() - from)
      expect([refusal.code, refusal.message]).toEqual([
        'bad-credentials',
        'The e-mail address or the password is not right',
      ])
    }
  const median = (list: number[] = []) => list.toSorted((a, b) => a - b)[3] ?? 0
  const medians = Object.values(times).map(median)
  // argon2id alone takes longer than everything else together.
  expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(2)
})

test('a user who is disabled is out at once, and cannot come back', async () => {
  const { token, session } = await signIn('the password of sahil', 'ana@firm.example', 'sahil')
  await office.office.store.users.update({ _id: session.userId }, { $set: { disabled: true } })
  expect(await isAlive(token)).toBe(false)
  expect(await refusalOf(signIn('the password of sahil', 'ana@firm.example', 'sahil'))).toMatchObject({
    code: 'bad-credentials',
  })
  const change = { oldPassword: 'the password of sahil', newPassword: 'another long password' }
  expect(await refusalOf(office.services.changePassword(session.actor, change))).toMatchObject({
    code: 'bad-credentials',
  })
})

test('a session past its end, and a token that was never one, are nothing', async () => {
  const { token } = await signIn(right)
  const _id = createHash('sha256').update(token).digest('hex')
  await office.office.store.sessions.update({ _id }, { $set: { expiresAt: new Date(Date.now() - 1) } })
  for (const one of [token, _id, '', 'forged']) expect(await isAlive(one)).toBe(false)
})

test('a role that was taken away is gone with the next call', async () => {
  const { token, session } = await signIn(right)
  await office.office.store.users.update({ _id: session.userId }, { $set: { roles: ['applicant'] } })
  expect((await office.services.resumeSession(token))?.actor.roles).toEqual(['applicant'])
})
