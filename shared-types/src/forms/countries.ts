/** Codes of states and organisations (WIPO ST.3), and their names in a language. */
import { textIn, type Language } from '../languages.ts'
import type { Localized } from '../localized.ts'
import type { Words } from './form.ts'

/** States and territories of ISO 3166 that ST.3 lists; their names come from the device's own language data. */
const states =
  'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BQ BR BS BT BV BW BY BZ CA CD CF CG CH CI CK CL ' +
  'CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GG GH GI GL GM GN GQ GR GS GT ' +
  'GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV ' +
  'LY MA MC MD ME MG MK ML MM MN MO MP MR MS MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA ' +
  'RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US ' +
  'UY UZ VA VC VE VG VN VU WS YE ZA ZM ZW'

/** Organisations that take filings, and that ST.3 gives a code. */
const organisations: Readonly<Record<string, Words>> = {
  AP: {
    en: 'African Regional Intellectual Property Organization (ARIPO)',
    ar: 'المنظمة الإقليمية الأفريقية للملكية الفكرية (الأريبو)',
  },
  BX: {
    en: 'Benelux Office for Intellectual Property (BOIP)',
    ar: 'مكتب بنيلوكس للملكية الفكرية',
  },
  EM: {
    en: 'European Union Intellectual Property Office (EUIPO)',
    ar: 'مكتب الاتحاد الأوروبي للملكية الفكرية',
  },
  GC: {
    en: 'Patent Office of the Cooperation Council for the Arab States of the Gulf (GCC)',
    ar: 'مكتب براءات الاختراع لمجلس التعاون لدول الخليج العربية',
  },
  IB: {
    en: 'International Bureau of the World Intellectual Property Organization (WIPO)',
    ar: 'المكتب الدولي للمنظمة العالمية للملكية الفكرية (الويبو)',
  },
  OA: {
    en: 'African Intellectual Property Organization (OAPI)',
    ar: 'المنظمة الأفريقية للملكية الفكرية',
  },
}

/** The office at which a form is filled in: it names its own state or region. */
type Home = { st3: string; country: Localized }

/** Making one costs far more than using it, and a form names all states. */
const names = new Map<Language, Intl.DisplayNames>()

function namesIn(language: Language): Intl.DisplayNames {
  const known = names.get(language)
  if (known) return known
  const made = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' })
  names.set(language, made)
  return made
}

/** Returns the name of a state or organisation, or the code where it has none here. */
export function countryName(code: string, language: Language, home: Home): string {
  if (code === home.st3) return textIn(home.country, language)
  const organisation = Object.hasOwn(organisations, code) ? organisations[code] : undefined
  if (organisation) return organisation[language]
  if (!/^[A-Z]{2}$/.test(code)) return code
  return namesIn(language).of(code) ?? code
}

/**
 * Returns every code that a form offers with its name: the office's own first, then by name in the order of the language.
 */
export function countryChoices(language: Language, home: Home): { code: string; name: string }[] {
  const codes = [...states.split(' '), ...Object.keys(organisations)].filter((code) => code !== home.st3)
  const named = (code: string) => ({ code, name: countryName(code, language, home) })
  const { compare } = new Intl.Collator(language)
  return [named(home.st3), ...codes.map(named).toSorted((a, b) => compare(a.name, b.name))]
}
