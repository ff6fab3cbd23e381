/** What a newcomer finds in the demo: at each office dossiers that went all the way, and one that came last and is not paid. */
import { join } from 'node:path'
import { loadOfficeProfiles } from '@lodge/processor'
import { tariffOn } from '@lodge/shared-types'
import { makeClient } from '../e2e/client.ts'
import { root } from '../local/places.ts'
import type { DemoSignIn } from './summary.ts'

type Demo = {
  portal: string
  bank: string
  signIns: readonly DemoSignIn[]
  /** Whether documents can be inspected here; without that no image can be filed. */
  withImages: boolean
}

/**
 * Files them over HTTP, as an agent's program would; an account that has dossiers is left as it is. Returns the offices where
 * dossiers were filed.
 */
export async function fileDemoDossiers(
  { portal, bank, signIns, withImages }: Demo,
  signal: AbortSignal,
): Promise<string[]> {
  const profiles = await loadOfficeProfiles(join(root, 'processor', 'offices'))
  if (!profiles.ok) throw new Error('The demo profiles are broken; run npm run profile:check.')
  const today = new Date().toISOString().slice(0, 10)
  const file = async (officeId: 'borovia' | 'sahil'): Promise<string[]> => {
    const tariff = tariffOn(
      profiles.offices.find(({ profile }) => profile.id === officeId)?.profile.tariffs ?? [],
      today,
    )
    const signIn = signIns.find((one) => one.office === officeId && one.role === 'agent')
    if (!tariff || !signIn)
      throw new Error(`The demo office ${officeId} has no tariff for today, or no agent.`)
    const { email, password } = signIn
    const journal = { write: () => undefined, close: () => undefined }
    const client = makeClient({
      portal,
      bank,
      officeId,
      email,
      password,
      tariff,
      journal,
      patienceMs: 30_000,
    })
    if ((await client.count()) > 0 || signal.aborted) return []
    await client.file(1, withImages ? 4 : 6)
    // Where the fee must be paid first, two more applications come so far that the desk has work.
    if (officeId === 'borovia') await client.file(1, withImages ? 8 : 14)
    await client.submit(2)
    return [officeId]
  }
  return (await Promise.all([file('borovia'), file('sahil')])).flat()
}
