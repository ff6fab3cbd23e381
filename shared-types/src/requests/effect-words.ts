/** Why a request cannot be granted as it stands: every reason by its code, in every language. */
import type { Language } from '../languages.ts'
import { sayingIn, type Saying } from '../sentences.ts'

export const effectSentences = {
  'effect-missing': {
    en: 'The request does not say what its effect needs ({path}). Ask the party to file it again.',
    ar: 'لا يذكر الطلب ما يلزم لأثره ({path}). اطلبوا من الطرف تقديمه من جديد.',
  },
  'effect-no-entry': {
    en: 'The register of this file has no such entry in force: {no}.',
    ar: 'ليس في سجل هذا الملف قيد نافذ بهذا الرقم: {no}.',
  },
  'effect-no-person': {
    en: 'The register of this file does not have so many people: {no}.',
    ar: 'ليس في سجل هذا الملف شخص بهذا الرقم: {no}.',
  },
  'effect-transfer-blocked': {
    en: 'A security measure forbids that this right changes hands. It must end first.',
    ar: 'يمنع تدبير تحفظي انتقال هذا الحق. يجب أن ينتهي أولًا.',
  },
  'effect-no-class': {
    en: 'The register of this file has no goods or services in this class: {classNumber}.',
    ar: 'ليس في سجل هذا الملف سلع أو خدمات في هذه الفئة: {classNumber}.',
  },
  'effect-no-term': {
    en: 'This is not among the goods and services of class {classNumber}, nor narrower than one of them: {term}.',
    ar: 'ليس هذا من سلع وخدمات الفئة {classNumber} ولا أضيق من أحدها: {term}.',
  },
  'effect-no-design': {
    en: 'The register of this file has no such design: {no}.',
    ar: 'ليس في سجل هذا الملف تصميم بهذا الرقم: {no}.',
  },
  'effect-nothing-left': {
    en: 'Nothing would be left of the file. That is a withdrawal or a surrender, which is another request.',
    ar: 'لن يبقى شيء من الملف. هذا سحب أو تنازل، وله طلب آخر.',
  },
  'effect-no-date': {
    en: 'The file has no such date yet: {date}.',
    ar: 'ليس للملف هذا التاريخ بعد: {date}.',
  },
  'effect-too-far': {
    en: 'This is later than the office allows. The last day is {last}.',
    ar: 'هذا بعد ما يسمح به المكتب. آخر يوم هو {last}.',
  },
  'effect-priority-late': {
    en: 'A priority is of a day before the filing date ({filing}), not of {date}.',
    ar: 'تسبق الأولوية تاريخ الإيداع ({filing})، ولا تكون بتاريخ {date}.',
  },
  'effect-priority-twice': {
    en: 'This priority is claimed already: {country} {number}.',
    ar: 'هذه الأولوية مطالب بها من قبل: {country} {number}.',
  },
  'effect-no-path': {
    en: 'The application has no entry that can be corrected under this name: {path}.',
    ar: 'ليس في الطلب بيان يمكن تصحيحه بهذا الاسم: {path}.',
  },
  'effect-wrong-right': {
    en: 'The application of this file is of another kind and has no such part: {member}.',
    ar: 'طلب هذا الملف من نوع آخر وليس فيه هذا الجزء: {member}.',
  },
  'effect-extensions': {
    en: 'This time limit has been extended as often as the office allows ({max}).',
    ar: 'مُدد هذا الميعاد بالعدد الذي يسمح به المكتب ({max}).',
  },
  'effect-invalid': {
    en: 'The application would not be valid afterwards; to be put right: {path}.',
    ar: 'لن يكون الطلب صحيحًا بعد ذلك؛ يلزم تصحيح: {path}.',
  },
  'effect-twice': {
    en: 'One request cannot do this twice: {what}.',
    ar: 'لا يمكن لطلب واحد أن يفعل هذا مرتين: {what}.',
  },
} as const satisfies Record<string, Record<Language, string>>
export type EffectSaying = Saying<keyof typeof effectSentences>

export const effectSaying = sayingIn(effectSentences)

/** Thrown for a request that cannot be granted as it stands; nothing of it has had any effect. */
export class EffectRefusal extends Error {
  readonly said: EffectSaying
  constructor(said: EffectSaying) {
    super(said.message)
    this.name = 'EffectRefusal'
    this.said = said
  }
}
