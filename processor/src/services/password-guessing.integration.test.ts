/** Guessing of passwords: when it is refused, for whom, and what ends it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusalOf } from '../../test-support/filing.ts'
import { startTestOffice, type TestOffice } from '../../test-support/test-office.ts'
import { guardPassword, maxWrongPasswords } from './password-guessing.ts'

let office: TestOffice
const right = 'the password of ana'
beforeAll(async () => {
  office = await startTestOffice({ run: false })
  for (const officeId of ['borovia', 'sahil'])
    for (const email of ['ana@firm.example', 'ben@firm.example'])
      await office.services.addUser({
        officeId,
        email,
        password: right,
        displayName: 'Ana',
        language: 'en',
        accountId: 'account-1',
        roles: ['agent'],
      })
})
afterAll(() => office.end())

const signIn = (email: string, password = 'wrong', services = office.services, officeId = 'borovia') =>
  services.signIn({ officeId, email, password })
const rowsOf = () => office.office.store.signInTries.many({})

async function guess(email: string, times: number): Promise<string[]> {
  const codes: string[] = []
  for (let count = 0; count < times; count += 1) codes.push((await refusalOf(signIn(email))).code)
  return codes
}

test('after ten wrong passwords not even the right one opens a session, in any process', async () => {
  const codes = await guess('ana@firm.example', maxWrongPasswords)
  expect(new Set(codes)).toEqual(new Set(['bad-credentials']))
  const refusal = await refusalOf(signIn('ana@firm.example', right))
  expect(refusal.code).toBe('too-many-requests')
  expect(refusal.retryAfterS).toBeGreaterThan(880)
  expect(refusal.retryAfterS).toBeLessThanOrEqual(900)
  const other = await office.another()
  expect(await refusalOf(signIn(' ANA@firm.example ', right, other.services))).toMatchObject({
    code: 'too-many-requests',
  })
})

test('an address that nobody has, or that is none, gets the same answers', async () => {
  const known = await refusalOf(signIn('ana@firm.example'))
  for (const email of ['nobody@firm.example', 'no address']) {
    const codes = await guess(email, maxWrongPasswords + 1)
    expect(codes.slice(0, -1)).toEqual(codes.slice(0, -1).map(() => 'bad-credentials'))
    const unknown = await refusalOf(signIn(email))
    expect([unknown.code, unknown.message]).toEqual([known.code, known.message])
  }
})

test('other addresses, and the same address at another office, are not touched', async () => {
  expect((await signIn('ben@firm.example', right)).token).toBeTruthy()
  expect((await signIn('ana@firm.example', right, office.services, 'sahil')).token).toBeTruthy()
})

test('a right password ends the count', async () => {
  for (const round of [1, 2]) {
    expect(await guess('ben@firm.example', maxWrongPasswords - 1), `round ${round}`).not.toContain(
      'too-many-requests',
    )
    expect((await signIn('ben@firm.example', right)).token).toBeTruthy()
  }
})

test('fifteen minutes later the address is free again', async () => {
  const later = await office.another({ CLOCK_OFFSET_MS: String(15 * 60_000 + 1_000) })
  expect((await signIn('ana@firm.example', right, later.services)).token).toBeTruthy()
})

test('guesses that run side by side are all counted, and the address is not stored', async () => {
  await Promise.all(Array.from({ length: 12 }, () => refusalOf(signIn('many@firm.example'))))
  expect(await refusalOf(signIn('many@firm.example'))).toMatchObject({ code: 'too-many-requests' })
  expect(JSON.stringify(await rowsOf())).not.toContain('firm.example')
})

test('a right guess among many that run side by side does not slip through', async () => {
  const asked = { officeId: 'borovia', email: 'aside@firm.example' }
  const meanwhile = async () => {
    await guess(asked.email, maxWrongPasswords)
    return true
  }
  expect(await refusalOf(guardPassword(office.office, asked, meanwhile))).toMatchObject({
    code: 'too-many-requests',
  })
})

test('an old password cannot be guessed through a session that was left open', async () => {
  const { session } = await signIn('ben@firm.example', right)
  const change = () =>
    office.services.changePassword(session.actor, { oldPassword: 'wrong', newPassword: 'a long new one' })
  for (let count = 0; count < maxWrongPasswords; count += 1)
    expect(await refusalOf(change())).toMatchObject({ code: 'bad-credentials' })
  expect(await refusalOf(change())).toMatchObject({ code: 'too-many-requests' })
})
