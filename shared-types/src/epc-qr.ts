/** The text of an EPC QR code (EPC069-12, version 002), from which a payer's bank fills in a SEPA credit transfer in euro. */
import { parseCreditorReference } from './creditor-reference.ts'
import { parseIban } from './iban.ts'
import { formatAmount, type Money } from './money.ts'

export type EpcTransfer = {
  readonly name: string
  readonly account: string
  /** May be left out where the account is in the European Economic Area. */
  readonly bic: string | null
  readonly amount: Money
  /** An ISO 11649 reference. */
  readonly creditorReference: string
}

const countriesOf = (codes: string): ReadonlySet<string> => new Set(codes.split(' '))
const economicArea = countriesOf(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK',
)
/** Countries by whose IBANs SEPA transfers are made outside the Economic Area; there the BIC is needed. */
const otherSepa = countriesOf('AD AL CH GB GI MC MD ME MK RS SM VA')

const mostMinor = 99_999_999_999n
/** With it no text is longer than the 331 bytes of a QR code of version 13 with error correction M. */
const longestName = 70

/**
 * Returns what the code holds: twelve elements a line each, of which the last ones are left out where they are empty. Null where
 * a SEPA transfer in euro cannot bring this: other currency, amount outside 0.01 to 999999999.99, no IBAN of the area, no BIC
 * where one is needed, a name that does not fit, or no ISO 11649 reference.
 */
export function epcQrText({ name, account, bic, amount, creditorReference }: EpcTransfer): string | null {
  const iban = parseIban(account)
  const reference = parseCreditorReference(creditorReference)
  if (iban === undefined || reference === undefined) return null
  const country = iban.slice(0, 2)
  const isReached = economicArea.has(country) || (otherSepa.has(country) && bic !== null)
  const isPayable = amount.currency === 'EUR' && amount.amountMinor >= 1n && amount.amountMinor <= mostMinor
  const line = name.trim().replaceAll(/\s+/g, ' ')
  if (!isReached || !isPayable || line === '' || line.length > longestName) return null
  const utf8 = '1'
  const purpose = ''
  return [
    'BCD',
    '002',
    utf8,
    'SCT',
    bic ?? '',
    line,
    iban,
    `EUR${formatAmount(amount)}`,
    purpose,
    reference,
  ].join('\n')
}
