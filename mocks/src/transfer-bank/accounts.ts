/** Who has accounts at the bank: its clients, who fetch statements, and the people who pay. */
import { ibanOf } from '@lodge/shared-types'
import type { Currency } from '@lodge/shared-types'

/** This bank's own name and address among banks; it does not exist. */
export const bankName = 'River Bank'
export const bankBic = 'RIVBBGSF'

export type ClientAccount = {
  /** An IBAN, or the bank's own number where the country has no IBANs. */
  readonly account: string
  readonly name: string
  readonly currency: Currency
  /** What was there on the first day. */
  readonly openingMinor: bigint
}

/** A client fetches the statements of all its accounts together, with one secret. */
export type BankClient = {
  readonly id: string
  readonly secret: string
  readonly accounts: readonly [ClientAccount, ...ClientAccount[]]
}

export type Party = { readonly name: string; readonly account: string; readonly bic: string }

export type Payer = Party & { readonly currency: Currency }

const atThisBank = (name: string, country: string, account: string, currency: Currency): Payer => ({
  name,
  account: ibanOf(country, account),
  bic: bankBic,
  currency,
})

/** People of the demonstration, and companies elsewhere, who pay from these accounts; the bank lends them what they need. */
export const payers: readonly [Payer, ...Payer[]] = [
  atThisBank('Ivanova & Partners', 'BG', 'RIVB91551020000011', 'BGN'),
  atThisBank('Stoev IP', 'BG', 'RIVB91551020000012', 'BGN'),
  atThisBank('Ivanova & Partners', 'BG', 'RIVB91551420000013', 'EUR'),
  atThisBank('مكتب يوسف الناصر', 'KW', 'RIVB0000000000002000000011', 'KWD'),
  {
    name: 'Northern Brands GmbH',
    account: 'DE89370400440532013000',
    bic: 'COBADEFFXXX',
    currency: 'EUR',
  },
]

/** The demonstration's two offices, with a second account of the first, whose traffic shares its files. */
export const demoClients = (secretOf: (client: string) => string) =>
  ({
    borovia: {
      id: 'borovia',
      secret: secretOf('borovia'),
      accounts: [
        {
          account: ibanOf('BG', 'RIVB91551000000001'),
          name: 'Borovia Patent and Trademark Office',
          currency: 'BGN',
          openingMinor: 125_340_75n,
        },
        {
          account: ibanOf('BG', 'RIVB91551000000002'),
          name: 'Borovia Patent and Trademark Office, salaries',
          currency: 'BGN',
          openingMinor: 48_000_00n,
        },
      ],
    },
    sahil: {
      id: 'sahil',
      secret: secretOf('sahil'),
      accounts: [
        {
          account: ibanOf('KW', 'RIVB0000000000001000000001'),
          name: 'Sahil Industrial Property Authority',
          currency: 'KWD',
          openingMinor: 84_210_500n,
        },
      ],
    },
  }) as const satisfies Record<string, BankClient>
