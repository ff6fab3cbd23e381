/** What the portal's figures are taken on: the whole system, a link to it, and a browser profile of an agent with a draft. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  answerAll,
  beginDraft,
  signInOnDevice,
  type Desk,
} from '../../../portal/test-support/agent-at-work.ts'
import { startLink, type Link } from '../../../portal/test-support/link.ts'
import { openProfile, type ProfiledBrowser } from '../../../portal/test-support/profile.ts'
import { startSystem } from '../../e2e/system.ts'

export type Stand = {
  link: Link
  /** Address of the office's pages. */
  base: string
  /** A draft of a word mark with every answer, and its mark. */
  draftId: string
  mark: string
  /** Opens a new process on the agent's profile. */
  open: () => Promise<ProfiledBrowser>
  end: () => Promise<void>
}

const officeId = 'borovia'

/** Starts everything; needs the portal's build. */
export async function makeStand(): Promise<Stand> {
  const link = await startLink()
  const folder = await mkdtemp(join(tmpdir(), 'lodge-bench-'))
  const system = await startSystem('in-process', () => undefined, { PUBLIC_ORIGIN: link.origin })
  const end = async (): Promise<void> => {
    await link.stop()
    await system.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    link.leadTo(Number(new URL(system.portal).port))
    const agent = system.signIns.find((one) => one.office === officeId && one.role === 'agent')
    if (!agent) throw new Error('The demo office has no agent.')
    const base = `${link.origin}/o/${officeId}`
    const mark = 'KAROO'
    const browser = await openProfile(folder)
    const desk: Desk = { page: browser.page, base }
    await signInOnDevice(desk, agent)
    const draftId = await beginDraft(desk, 'word')
    await answerAll(desk, draftId, { text: mark })
    await browser.close()
    return { link, base, draftId, mark, open: () => openProfile(folder), end }
  } catch (error) {
    await end()
    throw error
  }
}
