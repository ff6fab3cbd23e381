/** The address book: persons by name, kept for one user. */
import { expect, test } from 'vitest'
import { cleanAfterEach, signedIn } from './test-support/a-device.ts'

cleanAfterEach()

test('persons are listed by name, changed in place and removed', async () => {
  const { addresses } = await signedIn()
  const zora = await addresses.save({ values: new Map([['name', 'Zora']]) })
  await addresses.save({ values: new Map([['name', 'Anna'], ['address.city', 'Varna']]) }) // prettier-ignore
  expect((await addresses.list()).map(({ name }) => name)).toEqual(['Anna', 'Zora'])
  await addresses.save({ id: zora, values: new Map([['name', 'Abel']]) })
  expect((await addresses.list()).map(({ name }) => name)).toEqual(['Abel', 'Anna'])
  await addresses.remove(zora)
  const [anna] = await addresses.list()
  expect(anna?.values).toEqual(new Map([['name', 'Anna'], ['address.city', 'Varna']])) // prettier-ignore
})
