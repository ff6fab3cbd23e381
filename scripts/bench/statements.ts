/** The statement reader's figures: a camt.053 of 10,000 entries with their details, beside the two npm parsers that read it. */
import { readStatements, streamStatements } from '../../bank-drivers/src/statements/read-statements.ts'
import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { percentile, printFigures, type Figure } from './figures.ts'

const entries = 10_000
const rounds = 3
/** Parsing and matching together have 2 s and 150 MB, of which parsing may take half of the time. */
const [goalMs, goalMb] = [1000, 150]

/** Version 08 has `BICFI`; `BIC`, of version 02, stands beside it because iso20022.js stops at an agent without it. */
const bic = (code: string): string => `<BICFI>${code}</BICFI><BIC>${code}</BIC>`

/** A line as banks write it today (version 08), about 1.7 kB; every tenth entry is a batch of three payments. */
function anEntry(at: number): string {
  const payments = at % 10 === 0 ? 3 : 1
  const cents = 52_000 + (at % 997)
  const payment = (position: number): string => `
          <TxDtls>
            <Refs><AcctSvcrRef>T${at}-${position}</AcctSvcrRef><EndToEndId>E2E-${at}-${position}</EndToEndId><UETR>8a562c67-ca16-48ba-b074-65581be6f0${String(at % 100).padStart(2, '0')}</UETR></Refs>
            <Amt Ccy="EUR">${decimal(cents)}</Amt>
            <CdtDbtInd>CRDT</CdtDbtInd>
            <RltdPties>
              <Dbtr><Pty><Nm>Applicant ${at} Müller &amp; Søn</Nm><PstlAdr><StrtNm>Long Street</StrtNm><BldgNb>${at}</BldgNb><PstCd>10115</PstCd><TwnNm>Berlin</TwnNm><Ctry>DE</Ctry></PstlAdr></Pty></Dbtr>
              <DbtrAcct><Id><IBAN>DE02120300000000${String(at).padStart(6, '0')}</IBAN></Id></DbtrAcct>
              <Cdtr><Pty><Nm>The Office</Nm></Pty></Cdtr>
              <CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>
            </RltdPties>
            <RltdAgts><DbtrAgt><FinInstnId>${bic('BYLADEM1001')}</FinInstnId></DbtrAgt></RltdAgts>
            <RmtInf><Ustrd>Trade mark fees, dossier D-2026-${at}</Ustrd><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18 5390 0754 7034</Ref></CdtrRefInf></Strd></RmtInf>
          </TxDtls>`
  return `
      <Ntry>
        <NtryRef>${at}</NtryRef>
        <Amt Ccy="EUR">${decimal(cents * payments)}</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd>
        <RvslInd>false</RvslInd>
        <Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>2026-11-20</Dt></BookgDt>
        <ValDt><Dt>2026-11-20</Dt></ValDt>
        <AcctSvcrRef>S${at}</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>NTRF+166</Cd><Issr>DK</Issr></Prtry></BkTxCd>
        <NtryDtls>${Array.from({ length: payments }, (_, position) => payment(position)).join('')}
        </NtryDtls>
      </Ntry>`
}

const decimal = (cents: number): string => {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function aStatement(): string {
  let cents = 0
  for (let at = 0; at < entries; at += 1) cents += (52_000 + (at % 997)) * (at % 10 === 0 ? 3 : 1)
  const balance = (type: string, amount: number): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${decimal(amount)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-20T23:00:00+01:00</CreDtTm></GrpHdr>
    <Stmt>
      <Id>S1</Id><ElctrncSeqNb>324</ElctrncSeqNb><CreDtTm>2026-11-20T23:00:00+01:00</CreDtTm>
      <FrToDt><FrDtTm>2026-11-20T00:00:00</FrDtTm><ToDtTm>2026-11-20T23:59:59</ToDtTm></FrToDt>
      <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>The Office</Nm></Ownr><Svcr><FinInstnId>${bic('COBADEFFXXX')}</FinInstnId></Svcr></Acct>
      ${balance('OPBD', 100_000)}
      ${balance('CLBD', 100_000 + cents)}${Array.from({ length: entries }, (_, at) => anEntry(at)).join('')}
    </Stmt>
  </BkToCstmrStmt>
</Document>
`
}

/** Each way returns how many entries it found, from the bytes of a file to objects. */
const ways = {
  ours: async (file: string): Promise<number> => {
    const [statement] = readStatements(await readFile(file)).statements
    if (statement?.controls.mayApply !== true) throw new Error('The generated statement does not add up.')
    return statement.entries.length
  },
  'ours, streamed': async (file: string): Promise<number> => {
    let found = 0
    for await (const part of streamStatements(createReadStream(file))) if (part.kind === 'entry') found += 1
    return found
  },
  'camt-parser': async (file: string): Promise<number> => {
    const { parseCamt053 } = await import('camt-parser')
    const { statements } = await parseCamt053(await readFile(file, 'utf8'))
    return statements[0]?.transactions.length ?? 0
  },
  'iso20022.js': async (file: string): Promise<number> => {
    const { CashManagementEndOfDayReport } = await import('iso20022.js')
    return (
      CashManagementEndOfDayReport.fromXML(await readFile(file, 'utf8')).statements[0]?.entries.length ?? 0
    )
  },
} as const satisfies Record<string, (file: string) => Promise<number>>
type Way = keyof typeof ways

const measureSchema = z.object({ found: z.number(), ms: z.number(), mb: z.number() })
type Measure = z.infer<typeof measureSchema>

/** Reads the file once in a process of its own, as a worker that has just begun would, and returns what it took. */
async function measure(way: Way, file: string): Promise<Measure> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), way, file])
  return measureSchema.parse(JSON.parse(stdout))
}

/** What the child process does. */
async function measureHere(way: Way, file: string): Promise<void> {
  const startedAt = performance.now()
  const found = await ways[way](file)
  const ms = performance.now() - startedAt
  console.log(JSON.stringify({ found, ms, mb: process.resourceUsage().maxRSS / 1024 }))
}

const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Measures and prints the figures; every parser must find every entry. */
export async function benchStatements(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lodge-bench-'))
  try {
    const file = join(folder, 'statement.xml')
    const text = aStatement()
    await writeFile(file, text)
    const names: readonly Way[] = ['ours', 'ours, streamed', 'camt-parser', 'iso20022.js']
    const measured = new Map(names.map((name): [Way, Measure[]] => [name, []]))
    // They take turns, so that a processor that slows down meets all.
    for (let round = 0; round < rounds; round += 1)
      for (const name of names) {
        const result = await measure(name, file)
        if (result.found !== entries) throw new Error(`${name} found ${result.found} of ${entries} entries.`)
        measured.get(name)?.push(result)
      }
    const of = (name: Way): { ms: number; mb: number } => {
      const results = measured.get(name) ?? []
      return { ms: median(results.map(({ ms }) => ms)), mb: Math.max(...results.map(({ mb }) => mb)) }
    }
    const written = ({ ms, mb }: { ms: number; mb: number }): string =>
      `${ms.toFixed(0)} ms, ${mb.toFixed(0)} MB`
    /** Who holds all entries at once pays for them: only streaming has a goal for memory. */
    const line = (name: Way, other: Way): Figure => {
      const isStreamed = name === 'ours, streamed'
      const [mine, theirs] = [of(name), of(other)]
      return {
        what: `camt.053 of ${entries} entries, ${(text.length / 1e6).toFixed(0)} MB (${name}, peak of the process)`,
        measured: written(mine),
        goal: `≤ ${goalMs} ms${isStreamed ? `, ${goalMb} MB` : ''}`,
        isMet: mine.ms <= goalMs && (!isStreamed || mine.mb <= goalMb),
        baseline: `${other}: ${written(theirs)}`,
        ratio: `${(mine.ms / theirs.ms).toFixed(2)}, ${(mine.mb / theirs.mb).toFixed(2)}`,
      }
    }
    printFigures([
      line('ours', 'camt-parser'),
      line('ours', 'iso20022.js'),
      line('ours, streamed', 'camt-parser'),
      line('ours, streamed', 'iso20022.js'),
    ])
  } finally {
    await rm(folder, { recursive: true })
  }
}

const isWay = (name: string): name is Way => Object.hasOwn(ways, name)

if (import.meta.main) {
  const [, , way = '', file] = process.argv
  if (isWay(way) && file !== undefined) await measureHere(way, file)
  else await benchStatements()
}
