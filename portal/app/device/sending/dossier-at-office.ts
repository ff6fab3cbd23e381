/** What the office says of one dossier, as far as the device needs it. */
import { dossierStatuses, orderStatuses } from '@lodge/shared-types'
import { z } from 'zod'
import type { OfficeFacts } from '../outbox-rows.ts'
import { refusalOf, type OfficeHttp } from './office-http.ts'
import { failed } from './problems.ts'

const dossierSchema = z.object({
  status: z.enum(dossierStatuses),
  files: z.array(z.object({ requestId: z.string(), fileId: z.string(), fileNumber: z.string() })),
  orders: z.array(z.object({ status: z.enum(orderStatuses) })),
  acknowledgementJws: z.string(),
})

export type DossierAtOffice = { facts: OfficeFacts; jws: string }

/**
 * Returns the dossier, or undefined where the office knows none of that id that is this account's. The time is the office's.
 * @throws SendingError for other refusals and where no answer comes.
 */
export async function readDossier(
  http: OfficeHttp,
  officeId: string,
  dossierId: string,
): Promise<DossierAtOffice | undefined> {
  const response = await http.ask(`/o/${officeId}/api/dossiers/${dossierId}`)
  if (response.status === 404) return undefined
  if (!response.ok) throw await refusalOf(response)
  const text = await response.text().catch((error: unknown) => {
    throw failed('no-answer', error)
  })
  try {
    const { status, files, orders, acknowledgementJws } = dossierSchema.parse(JSON.parse(text))
    const asOf = new Date(response.headers.get('date') ?? '').toISOString()
    const isOwing = orders.some((order) => order.status === 'open' || order.status === 'part-paid')
    return { facts: { status, files, isOwing, asOf }, jws: acknowledgementJws }
  } catch (error) {
    throw failed('unreadable', error)
  }
}
