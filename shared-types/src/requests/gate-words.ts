/** Why a request cannot be filed now, or only with a warning: every reason by its code, in every language. */
import { textIn, type Language } from '../languages.ts'
import { sayingIn, told, type Saying } from '../sentences.ts'
import { dateWords, statusWords } from './file-words.ts'

export const gateSentences = {
  'gate-not-taken': {
    en: 'This office does not take this request online.',
    ar: 'لا يقبل هذا المكتب هذا الطلب إلكترونيًا.',
  },
  'gate-right': {
    en: 'This request is not for this kind of right.',
    ar: 'هذا الطلب لا يخص هذا النوع من الحقوق.',
  },
  'gate-not-yours': {
    en: 'Only the side of the file itself can file this request, and the file is not in your account.',
    ar: 'لا يقدّم هذا الطلب إلا صاحب الملف أو وكيله، والملف ليس في حسابك.',
  },
  'gate-not-opponent': {
    en: 'Only who has opposed this file can file this request.',
    ar: 'لا يقدّم هذا الطلب إلا من اعترض على هذا الملف.',
  },
  'gate-unpublished': {
    en: 'This request can be filed once the file has been published.',
    ar: 'يمكن تقديم هذا الطلب بعد نشر الملف.',
  },
  'gate-status': {
    en: 'The file stands at “{status}”. This request can be filed while it stands at: {statuses}.',
    ar: 'حالة الملف الآن «{status}». يمكن تقديم هذا الطلب ما دامت حالته إحدى هذه: {statuses}.',
  },
  'gate-transfer-blocked': {
    en: 'A security measure stands in the register and forbids that the right changes hands ({flag}).',
    ar: 'يوجد في السجل تدبير تحفظي يمنع انتقال الحق ({flag}).',
  },
  'gate-flag': {
    en: 'Something that stands in the register is against it ({flag}).',
    ar: 'يوجد في السجل ما يمنع ذلك ({flag}).',
  },
  'gate-money-state': {
    en: 'This request can be made only while the payment stands otherwise than now ({state}).',
    ar: 'لا يمكن تقديم هذا الطلب والدفع في حالته الراهنة ({state}).',
  },
  'gate-early': {
    en: 'It is too early: this request can be filed from {from}.',
    ar: 'لم يحن الوقت بعد: يمكن تقديم هذا الطلب ابتداءً من {from}.',
  },
  'gate-late': {
    en: 'It is too late: the last day to file this request was {to}.',
    ar: 'فات الميعاد: كان آخر يوم لتقديم هذا الطلب {to}.',
  },
  'gate-date-unknown': {
    en: 'The file has no date from which this request is counted: {date}.',
    ar: 'ليس في الملف التاريخ الذي يُحتسب منه هذا الطلب: {date}.',
  },
  'gate-no-notice': {
    en: 'No notice of this file waits for an answer.',
    ar: 'لا يوجد في هذا الملف إشعار ينتظر الرد.',
  },
  'gate-extensions': {
    en: 'The office extends a time limit at most so many times: {max}.',
    ar: 'لا يمدد المكتب الميعاد أكثر من هذا العدد من المرات: {max}.',
  },
  'gate-no-money': {
    en: 'There is no such order or payment of your account.',
    ar: 'لا توجد في حسابك فاتورة أو عملية دفع كهذه.',
  },
  'gate-no-file': {
    en: 'There is no file under this number that you can file this request about.',
    ar: 'لا يوجد تحت هذا الرقم ملف يمكنك تقديم هذا الطلب بشأنه.',
  },
} as const satisfies Record<string, Record<Language, string>>
export type GateReasonCode = keyof typeof gateSentences

/** Why: its code, its English text, and what it is told. The texts of other languages come from `gateTextOf`. */
export type GateReason = Saying<GateReasonCode>

export const gateSaying = sayingIn(gateSentences)

export const isGateReason = (code: string): code is GateReasonCode => Object.hasOwn(gateSentences, code)

/** What stands between the items of a list, in brackets or after a colon. */
const between: Readonly<Record<Language, string>> = { en: ', ', ar: '، ' }

type Words = Readonly<Record<Language, string>>
const wordsUnder = (table: Readonly<Record<string, Words>>, code: string): Words =>
  (Object.hasOwn(table, code) ? table[code] : undefined) ?? { en: code, ar: code }

function inWords(name: string, value: string | number, language: Language): string | number {
  if (name === 'status' || name === 'statuses')
    return String(value)
      .split(', ')
      .map((one) => textIn(wordsUnder(statusWords, one), language))
      .join(between[language])
  return name === 'date' ? textIn(wordsUnder(dateWords, String(value)), language) : value
}

/** Returns a reason in `language`, with statuses and dates in words; one that is not known here as it came, in English. */
export function gateTextOf(
  reason: { code: string; message: string; params?: Readonly<Record<string, string | number>> | undefined },
  language: Language,
): string {
  if (!isGateReason(reason.code)) return reason.message
  const params = Object.entries(reason.params ?? {}).map(
    ([name, value]) => [name, inWords(name, value, language)] as const,
  )
  return told(gateSentences[reason.code], Object.fromEntries(params), language)
}
