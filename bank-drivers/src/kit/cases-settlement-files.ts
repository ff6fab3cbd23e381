/** Files that are not what they should be: changed, cut short, hostile or huge. Nothing of them may be applied by mistake. */
import { money } from '@lodge/shared-types'
import { must, NotApplicable, type KitCase } from './kit-case.ts'
import type { ObservedDriver, ParsedSettlement } from './observed-driver.ts'
import { booking, closeDay, fetchAll, paidPayments, type Parsed } from './settled-days.ts'
import { exponentOf, type Stand } from './stand.ts'

/** Returns the first file with balances of a day with three payments. */
async function balancedFile(stand: Stand): Promise<Parsed> {
  const file = await anyFile(stand)
  if (file.file.statements.some(({ controls }) => controls.verdict === 'ok')) return file
  throw new NotApplicable('the bank’s files have no balances against which they could be checked')
}

async function anyFile(stand: Stand): Promise<Parsed> {
  await paidPayments(stand, 3)
  await closeDay(stand)
  const [file] = booking((await fetchAll(stand)).files)
  must(file !== undefined, 'The bank has closed its day, and the driver fetches no file.')
  return file
}

async function xmlFile(stand: Stand): Promise<string> {
  const text = Buffer.from((await anyFile(stand)).bytes).toString('utf8')
  if (/^\uFEFF?\s*<\?xml|^\s*<Document/.test(text)) return text
  throw new NotApplicable('the bank’s first file is not XML')
}

/** Reads a file; undefined where the driver refuses it, as it should. */
function reading(driver: ObservedDriver, bytes: Uint8Array): ParsedSettlement | undefined {
  try {
    return driver.parseSettlement(bytes)
  } catch {
    return undefined
  }
}

const lineCount = (file: ParsedSettlement): number =>
  file.statements.reduce((sum, { entries }) => sum + entries.length, 0)

/** How an amount stands in a file: with a point or a comma. */
function spellings(amountMinor: bigint, exponent: number): string[] {
  const digits = amountMinor.toString().padStart(exponent + 1, '0')
  if (exponent === 0) return [digits]
  return ['.', ','].map((sign) => `${digits.slice(0, -exponent)}${sign}${digits.slice(-exponent)}`)
}

const bombOf = (xml: string): string => {
  const levels = Array.from({ length: 10 }, (_, level) =>
    level === 0 ? '<!ENTITY e0 "lol">' : `<!ENTITY e${level} "${`&e${level - 1};`.repeat(10)}">`,
  )
  return withDoctype(xml, levels.join(''), '&e9;')
}

/** Puts a document type with entities before the root, and uses one of them inside. */
function withDoctype(xml: string, entities: string, use: string): string {
  const at = xml.indexOf('<', xml.startsWith('<?xml') ? xml.indexOf('?>') : 0)
  const body = xml.slice(at).replace(/(<MsgId>)[^<]*/, `$1${use}`)
  return `${xml.slice(0, at)}<!DOCTYPE Document [${entities}]>${body}`
}

export const settlementFileCases: readonly KitCase[] = [
  {
    id: 'settlement/wrong-totals',
    says: 'a file whose lines do not add up to its balances applies nothing',
    needs: ['settlement'],
    async run(stand) {
      const { bytes, file } = await balancedFile(stand)
      const text = Buffer.from(bytes).toString('latin1')
      const statement = file.statements.find(({ entries }) => entries.length > 0)
      const entry = statement?.entries[0]
      must(statement !== undefined && entry !== undefined, 'The statement has no line.')
      const { currency } = stand.amount()
      const size = entry.amountMinor < 0n ? -entry.amountMinor : entry.amountMinor
      const [now, then] = [size, size + 1n].map((amount) =>
        spellings(money(amount, currency).amountMinor, exponentOf(currency)),
      )
      const changed = (now ?? []).reduce((all, one, index) => all.replaceAll(one, then?.[index] ?? one), text)
      must(
        changed !== text,
        'The amount of the first line does not stand in the file as the driver reads it.',
      )
      const read = reading(stand.driver, Buffer.from(changed, 'latin1'))
      if (!read) return
      const spoilt = read.statements.find(
        ({ account, statementId }) => account === statement.account && statementId === statement.statementId,
      )
      must(
        spoilt?.controls.mayApply !== true,
        'One line was changed by one minor unit, and the statement may still be applied: compare opening, lines and closing.',
      )
    },
  },
  {
    id: 'settlement/cut-short',
    says: 'a file that breaks off is refused, or may not be applied',
    needs: ['settlement'],
    async run(stand) {
      const { bytes, file } = await balancedFile(stand)
      for (let part = 1; part < 20; part += 1) {
        const read = reading(stand.driver, bytes.subarray(0, Math.floor((bytes.length * part) / 20)))
        if (!read) continue
        const fewer = lineCount(read) < lineCount(file)
        must(
          !fewer ||
            read.statements.every(
              ({ controls, entries }) =>
                !controls.mayApply || entries.length === 0 || controls.verdict === 'ok',
            ),
          `Of a file that breaks off after ${part * 5} % ${lineCount(read)} lines may be applied.`,
        )
      }
      for (const nonsense of ['', ' ', 'nothing', '\u0000\u0000', '{}', '<', '<Document/>']) {
        const read = reading(stand.driver, Buffer.from(nonsense))
        must(
          !read || lineCount(read) === 0,
          `Nonsense became ${read ? lineCount(read) : 0} lines of a statement.`,
        )
      }
    },
  },
  {
    id: 'settlement/foreign-entities',
    says: 'XML that reads files or addresses of this machine is refused',
    needs: ['camt'],
    async run(stand) {
      const xml = await xmlFile(stand)
      for (const source of ['file:///etc/hostname', 'http://127.0.0.1:9/secret'])
        must(
          reading(stand.driver, Buffer.from(withDoctype(xml, `<!ENTITY x SYSTEM "${source}">`, '&x;'))) ===
            undefined,
          `XML with an entity from ${source} was read: refuse every document type.`,
        )
    },
  },
  {
    id: 'settlement/entity-bomb',
    says: 'XML whose entities multiply is refused at once',
    needs: ['camt'],
    async run(stand) {
      const bomb = Buffer.from(bombOf(await xmlFile(stand)))
      const began = performance.now()
      must(
        reading(stand.driver, bomb) === undefined,
        'XML with multiplying entities was read: refuse every document type.',
      )
      must(
        performance.now() - began < 2000,
        'XML with multiplying entities took more than 2 s to be refused.',
      )
    },
  },
  {
    id: 'settlement/50-megabytes',
    says: 'a file of more than 50 MB is refused, or read rightly, within seconds',
    needs: ['settlement'],
    limitMs: 30_000,
    async run(stand) {
      const { bytes, file } = await anyFile(stand)
      const blank = Buffer.alloc(53 * 1024 * 1024, ' ')
      const began = performance.now()
      const read = reading(stand.driver, Buffer.concat([bytes, blank]))
      must(performance.now() - began < 15_000, 'A file of 53 MB took more than 15 s, twice.')
      must(
        !read || lineCount(read) === lineCount(file),
        'A file with blanks at its end was read as another one.',
      )
    },
  },
]
