/** What Lodge reads from camt.052, 053 and 054, trap by trap. */
import { describe, expect, test } from 'vitest'
import { anEntry, asCamt, aStatement, camtBalance, camtEntry, camtFile, camtHead } from './a-statement.ts'
import { fixture } from './fixtures.ts'
import { readStatements } from './read-statements.ts'
import type { StatementFile } from './statement.ts'

const read = (text: string): StatementFile => readStatements(new TextEncoder().encode(text))
const warned = ({ warnings }: StatementFile): string[] => warnings.map(({ code }) => code)
const [opening, closing] = [
  camtBalance('OPBD', 100_000n, 'EUR', '2026-03-02'),
  camtBalance('CLBD', 152_000n, 'EUR', '2026-03-02'),
]
const head = camtHead(aStatement())
const line = camtEntry(anEntry(), 'EUR')

describe('a camt.053 of version 08 with a namespace prefix', () => {
  const file = readStatements(fixture('camt053-08-collective.xml'))
  const [statement] = file.statements
  const [collective, returned, foreign, pending] = statement!.entries

  test('adds up from the previous closing balance, and only booked entries count', () => {
    expect(file).toMatchObject({
      format: 'camt.053',
      message: 'camt.053.001.08',
      currencies: ['CHF', 'EUR'],
      warnings: [],
    })
    expect(statement).toMatchObject({
      account: 'CH9300762011623852957',
      accountOwner: 'Office of Examples',
      servicerBic: 'POFICHBEXXX',
      sequence: '61',
      page: 1,
      isLastPage: true,
      from: '2026-03-02',
      to: '2026-03-02',
      opening: { amountMinor: 100_000n, currency: 'CHF', on: '2026-03-01' },
      closing: { amountMinor: 193_750n },
      controls: { verdict: 'ok', mayApply: true, entries: 4, booked: 3, details: 5, creditMinor: 93_750n },
    })
    expect(pending).toMatchObject({ status: 'pending', details: [] })
  })

  test('a batch holds its payments, each with its own sign', () => {
    expect(collective).toMatchObject({
      amountMinor: 74_000n,
      bookedOn: '2026-03-02',
      servicerReference: '20260302000912',
      transactionCode: { iso: 'PMNT-RCDT-VCOM' },
      batches: [
        { paymentInformationId: 'QRR-1', count: 3, total: { amountMinor: 74_000n, currency: 'CHF' } },
      ],
      text: 'Collective credit',
    })
    expect(collective!.details.map(({ amountMinor }) => amountMinor)).toEqual([52_000n, 30_000n, -8_000n])
    expect(statement!.controls.detailsOff).toEqual([])
  })

  test('NOTPROVIDED is no reference; a creditor reference loses its blanks; words lose the indents of the file', () => {
    const [first, second, third] = collective!.details
    expect(first).toMatchObject({
      references: { servicerReference: '20260302000912-1', uetr: '8a562c67-ca16-48ba-b074-65581be6f011' },
      creditorReferences: ['RF18539007547034'],
      counterparty: {
        name: 'Häberli & Söhne AG',
        ultimateName: 'Ada Applicant',
        account: 'CH5604835012345678009',
      },
    })
    expect(first!.references).not.toHaveProperty('endToEndId')
    expect(second!.text).toBe('Renewal of 2019-104\nand 2019-105')
    expect(third!.text).toBe('Correction of 27.02.')
  })

  test('a return comes in, names its reason, and its counterparty is whom we had paid', () => {
    expect(returned).toMatchObject({
      amountMinor: 15_000n,
      isReversal: true,
      transactionCode: { issuer: 'BANK' },
    })
    expect(returned!.details[0]).toMatchObject({
      references: { endToEndId: 'R-2026-9', instructionId: 'REFUND-9' },
      returned: { code: 'AC04', text: 'Account closed', originalTransactionCode: { proprietary: 'OUT' } },
      counterparty: { name: 'Closed Account Ltd' },
    })
  })

  test('a charge explains why an entry is less than its payment, and an exchange keeps its rate as written', () => {
    expect(foreign).toMatchObject({
      amountMinor: 4_750n,
      charges: [{ amountMinor: -250n, currency: 'CHF', isIncluded: true }],
    })
    expect(foreign!.details[0]).toMatchObject({
      amountMinor: 5_000n,
      exchange: {
        source: 'EUR',
        target: 'CHF',
        unitCurrency: 'EUR',
        rate: '0.9569',
        instructed: { amountMinor: 5_225n, currency: 'EUR' },
      },
    })
  })
})

test.each(['02', '03', '04', '06', '07', '08', '10', '13', '14'])('version %s is read', (version) => {
  const file = read(asCamt(aStatement(), { version }))
  expect(file.statements[0]).toMatchObject({
    controls: { verdict: 'ok' },
    entries: [
      {
        amountMinor: 52_000n,
        status: 'booked',
        details: [{ amountMinor: 52_000n, counterparty: { name: 'Ada Applicant', bic: 'BYLADEM1001' } }],
      },
    ],
  })
  expect(file.warnings).toEqual([])
})

test('a version that is not known is read, and told', () =>
  expect(warned(read(asCamt(aStatement(), { version: '15' })))).toEqual(['format']))

test('a camt.054 has no balances: it may be applied as details, and never proves money', () => {
  const file = readStatements(fixture('camt054-04-details.xml'))
  expect(file).toMatchObject({ format: 'camt.054', warnings: [] })
  expect(file.statements[0]).toMatchObject({
    opening: undefined,
    page: 1,
    controls: { verdict: 'unknown', mayApply: true, details: 2 },
    entries: [{ servicerReference: '20260302000912', status: 'booked' }],
  })
})

test('a camt.052 is for information only: its booked entries are pending and nothing may be applied', () => {
  const file = read(asCamt(aStatement(), { message: '052', version: '06' }))
  expect(warned(file)).toEqual(['information-only'])
  expect(file.statements[0]).toMatchObject({
    entries: [{ status: 'pending' }],
    controls: { verdict: 'unknown', booked: 0, mayApply: false },
  })
})

describe('amounts', () => {
  test('zeros behind the cents change nothing', () =>
    expect(read(asCamt(aStatement()).replaceAll('520.00', '520.00000')).statements[0]!.controls.verdict).toBe(
      'ok',
    ))

  test.each([
    ['a tenth of a cent', '>520.001<', 'more decimals than EUR has'],
    ['a comma', '>520,00<', 'not a plain number'],
    ['a sign', '>-520.00<', 'not a plain number'],
    ['nothing', '><', 'not a plain number'],
  ])('an entry of %s is told, not counted, and never applied', (_, amount, message) => {
    const file = read(asCamt(aStatement()).replace('>520.00<', amount))
    expect(file.statements[0]).toMatchObject({
      entries: [],
      unread: [{ index: 0, code: 'amount' }],
      controls: { verdict: 'off', entries: 1, booked: 0, mayApply: false },
    })
    expect(file.statements[0]!.unread[0]!.message).toContain(message)
    expect(warned(file)).toContain('amount')
  })

  test('an entry without a direction is not guessed', () =>
    expect(
      read(camtFile([head + opening + closing + line.replace('<CdtDbtInd>CRDT</CdtDbtInd>', '')]))
        .statements[0],
    ).toMatchObject({
      unread: [{ message: 'The amount of entry 1 is neither credit (CRDT) nor debit (DBIT).' }],
    }))

  test('an entry in another currency than the account is kept, and nothing is applied', () =>
    expect(
      read(camtFile([head + opening + closing + camtEntry(anEntry(), 'USD')])).statements[0]!.controls,
    ).toMatchObject({ mayApply: false, why: ['It mixes currencies: EUR, USD.'] }))

  test('a currency that is none is told', () =>
    expect(
      read(asCamt(aStatement()).replace('<Ntry><Amt Ccy="EUR">', '<Ntry><Amt Ccy="XYZ">')).statements[0],
    ).toMatchObject({
      unread: [{ code: 'currency' }],
    }))
})

describe('controls', () => {
  test('details that do not come to their entry only warn', () => {
    const file = read(
      asCamt(aStatement()).replace('</Refs><Amt Ccy="EUR">520.00', '</Refs><Amt Ccy="EUR">519.99'),
    )
    expect(file.statements[0]!.controls).toMatchObject({ verdict: 'ok', mayApply: true, detailsOff: [0] })
    expect(warned(file)).toEqual(['details-off'])
  })

  test('a batch of another number of payments only warns', () => {
    const file = read(
      asCamt(aStatement()).replace('<NtryDtls>', '<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>'),
    )
    expect(file.statements[0]!.controls.mayApply).toBe(true)
    expect(warned(file)).toEqual(['batch-off'])
  })

  test('totals that are not those of the entries apply nothing', () => {
    const summary = '<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>'
    const file = read(camtFile([head + opening + closing + summary + line]))
    expect(file.statements[0]!.controls).toMatchObject({
      verdict: 'ok',
      mayApply: false,
      stated: { count: 2 },
    })
    expect(warned(file)).toEqual(['totals-off'])
  })

  test('totals of one side that are not those of its entries apply nothing', () => {
    const summary = '<TxsSummry><TtlCdtNtries><Sum>519.99</Sum></TtlCdtNtries></TxsSummry>'
    expect(read(camtFile([head + opening + closing + summary + line])).statements[0]!.controls.mayApply).toBe(
      false,
    )
    expect(
      read(camtFile([head + opening + closing + summary.replace('519.99', '520') + line])).statements[0]!
        .controls.mayApply,
    ).toBe(true)
  })

  test('a charge that a payment holds already is not taken from it again', () => {
    const charged = (included: boolean): string =>
      asCamt(aStatement())
        .replace('</Refs><Amt Ccy="EUR">520.00', '</Refs><Amt Ccy="EUR">522.50')
        .replace(
          '</TxDtls>',
          `<Chrgs><Rcrd><Amt Ccy="EUR">2.50</Amt><ChrgInclInd>${included}</ChrgInclInd></Rcrd></Chrgs></TxDtls>`,
        )
    expect(read(charged(false)).statements[0]!.controls.detailsOff).toEqual([])
    expect(read(charged(true)).statements[0]!.controls.detailsOff).toEqual([0])
  })

  test('without a closing balance nothing proves that the statement is whole', () =>
    expect(read(camtFile([head + opening + line])).statements[0]!.controls).toMatchObject({
      verdict: 'unknown',
      mayApply: false,
      why: ['It has no closing balance, so nothing proves that it is whole.'],
    }))

  test('the pages of a statement each add up between interim balances', () => {
    const interim = (minor: bigint): string => camtBalance('ITBD', minor, 'EUR', '2026-03-02')
    const page = (number: number, last: boolean): string =>
      `<StmtPgntn><PgNb>${number}</PgNb><LastPgInd>${last}</LastPgInd></StmtPgntn>`
    const file = read(
      camtFile([
        page(1, false) + head + opening + interim(152_000n) + line,
        page(2, false) + head + interim(152_000n) + interim(204_000n) + line,
        page(3, true) + head + interim(204_000n) + camtBalance('CLBD', 256_000n, 'EUR', '2026-03-02') + line,
      ]),
    )
    expect(
      file.statements.map(({ page: number, isLastPage, opening: from, closing: to, controls }) => [
        number,
        isLastPage,
        from?.isIntermediate,
        to?.isIntermediate,
        controls.verdict,
      ]),
    ).toEqual([
      [1, false, false, true, 'ok'],
      [2, false, true, true, 'ok'],
      [3, true, true, false, 'ok'],
    ])
  })

  test('an overdrawn account adds up too', () =>
    expect(read(asCamt(aStatement({ openingMinor: -60_000n }))).statements[0]).toMatchObject({
      opening: { amountMinor: -60_000n },
      closing: { amountMinor: -8_000n },
      controls: { verdict: 'ok' },
    }))
})

describe('what breaks the schema only warns', () => {
  test('an entry without a status is booked in a camt.053, and unknown in a camt.054', () => {
    const bare = line.replace('<Sts><Cd>BOOK</Cd></Sts>', '')
    expect(read(camtFile([head + opening + closing + bare])).statements[0]).toMatchObject({
      entries: [{ status: 'booked' }],
      controls: { verdict: 'ok', mayApply: true },
    })
    expect(read(camtFile([head + bare], { message: '054' })).statements[0]).toMatchObject({
      entries: [{ status: 'unknown' }],
      controls: { mayApply: false },
    })
  })

  test('a status that nobody knows is not counted and stops the statement', () => {
    const file = read(asCamt(aStatement()).replace('<Cd>BOOK</Cd>', '<Prtry>DONE</Prtry>'))
    expect(warned(file)).toContain('status')
    expect(file.statements[0]).toMatchObject({
      entries: [{ status: 'unknown' }],
      controls: { mayApply: false },
    })
  })

  test('a day that is none is left out, and told', () => {
    const file = read(asCamt(aStatement()).replace('<BookgDt><Dt>2026-03-02', '<BookgDt><Dt>2026-02-30'))
    expect(file.statements[0]!.entries[0]).toMatchObject({ bookedOn: undefined, valueOn: '2026-03-02' })
    expect(warned(file)).toEqual(['date'])
  })

  test('balances behind the entries, and an indicator behind the details, count all the same', () =>
    expect(
      read(
        camtFile([
          head +
            line
              .replace('<CdtDbtInd>CRDT</CdtDbtInd>', '')
              .replace('</Ntry>', '<CdtDbtInd>CRDT</CdtDbtInd></Ntry>') +
            opening +
            closing,
        ]),
      ).statements[0]!.controls,
    ).toMatchObject({ verdict: 'ok', mayApply: true }))

  test('a file without a declared version, without ids, inside an envelope and below an empty line is read', () => {
    const text = asCamt(aStatement())
      .replace(/ xmlns="[^"]*"/, '')
      .replace('<MsgId>M-1</MsgId>', '')
    const file = read(
      `\n${text.replace('<Document>', '<Envelope><AppHdr><Fr>x</Fr></AppHdr><Document>')}</Envelope>`,
    )
    expect(file.statements[0]!.controls.verdict).toBe('ok')
    expect(warned(file)).toEqual(['format', 'format'])
  })

  test('a message without a statement is read as none', () =>
    expect(read(camtFile([]))).toMatchObject({ statements: [], warnings: [{ code: 'format' }] }))
})

test('the counterparty is never the account itself, even where the bank gives one party only', () => {
  const ours = '<CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>'
  const text = asCamt(aStatement()).replace(
    /<RltdPties>.*<\/RltdPties>/s,
    `<RltdPties><Dbtr><Pty><Nm>Ada</Nm></Pty></Dbtr><Cdtr><Pty><Nm>Us</Nm></Pty></Cdtr>${ours}</RltdPties>`,
  )
  expect(read(text).statements[0]!.entries[0]!.details[0]!.counterparty).toMatchObject({ name: 'Ada' })
  const debit = text.replaceAll('CRDT', 'DBIT')
  expect(read(debit).statements[0]!.entries[0]!.details[0]!.counterparty).toMatchObject({ name: 'Ada' })
})

test('a reversal keeps the parties of what it takes back', () => {
  const both = '<Dbtr><Pty><Nm>We</Nm></Pty></Dbtr><Cdtr><Pty><Nm>Shop</Nm></Pty></Cdtr>'
  const text = asCamt(aStatement()).replace(/<RltdPties>.*<\/RltdPties>/s, `<RltdPties>${both}</RltdPties>`)
  const name = (file: StatementFile) => file.statements[0]!.entries[0]!.details[0]!.counterparty.name
  expect(name(read(text))).toBe('We')
  expect(name(read(text.replace('</CdtDbtInd><Sts>', '</CdtDbtInd><RvslInd>true</RvslInd><Sts>')))).toBe(
    'Shop',
  )
})

test('currencies are told in order of the alphabet', () =>
  expect(read(asCamt(aStatement()).replace('Ccy="EUR">1000.00', 'Ccy="USD">1000.00')).currencies).toEqual([
    'EUR',
    'USD',
  ]))

test('a flood of faults is counted, not listed', () => {
  const entries = Array.from({ length: 60 }, () => anEntry())
  const file = read(asCamt(aStatement({ entries })).replaceAll('<Sts><Cd>BOOK</Cd></Sts>', ''))
  expect(file.warnings).toHaveLength(21)
  expect(file.warnings.at(-1)!.message).toBe('40 more warnings of this kind are not listed (format).')
})
