/** Publishes files for clients: statements at the end of a day, notifications during it. */
import { addMoney, money } from '@lodge/shared-types'
import type { BankClient, ClientAccount } from './accounts.ts'
import type { Published, PublishedKind, TransferBooks } from './books.ts'
import { formatOf, writeCamt } from './camt.ts'
import type { StatementPart } from './camt.ts'

/**
 * Returns a function that publishes what was booked since the last file of this kind, one file for each client. A notification
 * without anything new is not made; a statement is.
 */
export function createPublisher({
  books,
  clients,
  now,
}: {
  readonly books: TransferBooks
  readonly clients: readonly BankClient[]
  readonly now: () => Date
}) {
  function partOf(
    kind: PublishedKind,
    account: ClientAccount,
    client: BankClient,
    to: string,
  ): StatementPart {
    const last = books.covered(kind, account.account)
    const previous = books.files.findLast((file) => file.kind === kind && file.client === client.id)
    const lines = books.lines.slice(last?.upTo ?? 0).filter((line) => line.account === account.account)
    const opening = last?.closing ?? money(account.openingMinor, account.currency)
    return {
      account,
      sequence: (last?.sequence ?? 0) + 1,
      from: previous?.at ?? lines[0]?.at ?? to,
      to,
      opening,
      closing: lines.reduce((sum, { amount }) => addMoney(sum, amount), opening),
      lines,
    }
  }

  return (kind: PublishedKind): readonly Published[] => {
    const at = now().toISOString()
    return clients.flatMap((client) => {
      const upTo = books.lines.length
      const all = client.accounts.map((account) => partOf(kind, account, client, at))
      const wanted = kind === 'statement' ? all : all.filter(({ lines }) => lines.length > 0)
      if (wanted.length === 0) return []
      const number = books.files.filter((file) => file.client === client.id).length + 1
      const id = `${client.id}-${number}`
      const short = kind === 'statement' ? 'S' : 'N'
      const messageId = `RIVB${short}${client.id.toUpperCase()}${number}`
      const file: Published = {
        id,
        client: client.id,
        kind,
        format: formatOf(kind),
        name: `${at.slice(0, 10)}-${id}.${kind === 'statement' ? 'camt053' : 'camt054'}.xml`,
        at,
        xml: writeCamt({ kind, messageId, at, parts: wanted }),
        covers: wanted.map(({ account, sequence, closing }) => ({
          account: account.account,
          sequence,
          upTo,
          closing,
        })),
      }
      books.publish(file)
      return [file]
    })
  }
}
