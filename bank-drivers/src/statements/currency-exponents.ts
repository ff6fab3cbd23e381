/** Decimals of every currency that a bank may write: the offices' own, and the rest of ISO 4217. */
import { currencyExponents, isCurrency } from '@lodge/shared-types'
import type { CurrencyCode } from './statement.ts'

/** ISO 4217 currencies in which no office charges so far, by the decimals of their minor unit; some have been withdrawn. */
const others = {
  0: 'BIF DJF GNF KMF PYG UYI VUV XPF',
  2: `AFN ALL AMD ANG AOA ARS AWG AZN BAM BBD BDT BMD BND BOB BOV BSD BTN BWP BYN BZD CDF CHE CHW COP COU CRC CUP CVE
    DOP ERN FJD FKP GEL GIP GMD GTQ GYD HKD HNL HTG ILS IRR JMD KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MDL MGA MKD MMK
    MNT MOP MRU MUR MVR MWK MXV MZN NAD NIO NPR PAB PEN PGK PKR RSD RUB SBD SCR SDG SHP SLE SOS SRD SSP STN SVC SYP SZL
    TJS TMT TOP TTD TWD USN UZS VED VES WST XCD XCG YER ZWG ZWL ATS DEM EEK FIM FRF HRK IEP LTL LVL NLG SKK`,
  4: 'UYW',
} as const

const exponents: ReadonlyMap<string, number> = new Map([
  ...Object.entries(currencyExponents),
  ...Object.entries(others).flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code): [string, number] => [code, Number(exponent)]),
  ),
])

/** Returns the decimals of a currency's minor unit (ISO 4217), undefined for a code that is no currency. */
export const exponentOf = (currency: CurrencyCode): number | undefined =>
  isCurrency(currency) ? currencyExponents[currency] : exponents.get(currency)
