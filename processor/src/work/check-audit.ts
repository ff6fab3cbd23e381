/** Checks the audit log: which rows of a day were changed, deleted or put in another place since they were sealed. */
import { checkChain, type ChainFault } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { RowError } from '../store/table.ts'
import { sealable } from './seal-audit.ts'

export type AuditFault = {
  /** The row; null for one that is missing. */
  rowId: string | null
  /** Its place in the day's chain; null where the row cannot even be read. */
  seq: number | null
  fault: ChainFault['fault'] | 'unreadable'
}

/**
 * Checks the sealed rows of one office and day (`YYYY-MM-DD`, UTC); an empty list means that the chain is whole. Rows of the
 * last minutes are not sealed yet; rows cut off the end of a day show only against a head that is kept elsewhere.
 */
export async function checkAuditChain(
  { store }: Pick<Office, 'store'>,
  officeId: string,
  day: string,
): Promise<AuditFault[]> {
  const faults: AuditFault[] = []
  const links = []
  const rows = store.audit.collection.find(
    { officeId, day, seq: { $not: { $type: 'null' } } },
    { sort: { seq: 1 }, batchSize: 1_000 },
  )
  for await (const document of rows)
    try {
      const { seq, prevHash, hash, ...row } = store.audit.parse(document)
      if (seq === null || prevHash === null || hash === null)
        faults.push({ rowId: row._id, seq, fault: 'unreadable' })
      else links.push({ ...sealable({ ...row, seq, prevHash, hash }), seq, prevHash, hash, rowId: row._id })
    } catch (error) {
      if (!(error instanceof RowError)) throw error
      faults.push({ rowId: document._id, seq: null, fault: 'unreadable' })
    }
  const chain = links.map(({ rowId: _, ...link }) => link)
  for (const { seq, fault } of checkChain(chain)) {
    const rowId = fault === 'missing' ? null : (links.find((link) => link.seq === seq)?.rowId ?? null)
    faults.push({ rowId, seq, fault })
  }
  return faults
}
