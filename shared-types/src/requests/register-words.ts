/** What the parts of the register beside the application are called, in every language. */
import { textIn, type Language } from '../languages.ts'
import { dateWords } from './file-words.ts'
import { prefixOf, registerLists } from './register-entries.ts'
import type { RegisterList } from './request-type.ts'

type Words = Readonly<Record<Language, string>>

/** One entry of each list. */
export const listWords: Readonly<Record<RegisterList, Words>> = {
  licences: { en: 'Licence', ar: 'ترخيص' },
  'rights-in-rem': { en: 'Right in rem', ar: 'حق عيني' },
  'security-measures': { en: 'Security measure', ar: 'تدبير تحفظي' },
  bankruptcies: { en: 'Bankruptcy', ar: 'إفلاس' },
  oppositions: { en: 'Opposition', ar: 'اعتراض' },
  observations: { en: 'Observations of a third party', ar: 'ملاحظات من الغير' },
  'invalidity-actions': { en: 'Request for invalidity', ar: 'طلب إبطال' },
  'revocation-actions': { en: 'Request for revocation', ar: 'طلب شطب' },
  appeals: { en: 'Appeal', ar: 'طعن' },
  extensions: { en: 'Extension of time', ar: 'تمديد ميعاد' },
  exhibitions: { en: 'Exhibition', ar: 'معرض' },
  designations: { en: 'Designation', ar: 'تعيين' },
  transfers: { en: 'Transfer', ar: 'نقل ملكية' },
  corrections: { en: 'Correction', ar: 'تصحيح' },
  annuities: { en: 'Annuity', ar: 'قسط سنوي' },
  renewals: { en: 'Renewal', ar: 'تجديد' },
  copies: { en: 'Copy', ar: 'نسخة' },
  inspections: { en: 'Inspection of the file', ar: 'اطلاع على الملف' },
  requests: { en: 'Request', ar: 'طلب' },
}

/** Flags of the register that Lodge's own request types set; an office's own flag is told by its code. */
const flagWords: Readonly<Record<string, Words>> = {
  frozen: { en: 'Held up by a challenge', ar: 'موقوف بسبب اعتراض' },
  'transfer-blocked': { en: 'May not change hands', ar: 'لا يجوز نقل ملكيته' },
  'licence-of-right': { en: 'Licence of right', ar: 'ترخيص بحكم القانون' },
  'address-for-service-required': {
    en: 'An address for service is needed',
    ar: 'يلزم عنوان للتبليغ',
  },
  international: { en: 'From an international registration', ar: 'من تسجيل دولي' },
}

const memberWords: Readonly<Record<string, Words>> = {
  correspondence: { en: 'Address for letters', ar: 'عنوان المراسلات' },
  documents: { en: 'Documents', ar: 'المستندات' },
}

const listOfNumber = (no: string): RegisterList | undefined =>
  registerLists.find((list) => prefixOf[list] === no.split('-')[0])

const wordsUnder = (table: Readonly<Record<string, Words>>, code: string): Words | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined

/** Returns what a flag of the register is called; one that is not known here, by its code. */
export const flagText = (flag: string, language: Language): string =>
  textIn(wordsUnder(flagWords, flag) ?? { en: flag, ar: flag }, language)

/**
 * Returns what a part of the register beside the application is called, by its path in what a request changes, such as
 * `entries.L-1` or `dates.expiry`; undefined for a path of the application, which `labelOfPath` names.
 */
export function registerLabel(path: string, language: Language): string | undefined {
  const [first = '', second = ''] = path.split('.')
  if (first === 'entries') {
    const list = listOfNumber(second)
    return list ? `${textIn(listWords[list], language)} ${second}` : second
  }
  if (first === 'flags') return flagText(second, language)
  const words = first === 'dates' ? wordsUnder(dateWords, second) : wordsUnder(memberWords, first)
  return words && textIn(words, language)
}
