/** The pages about a filing itself: where and in which language, and under which reference of the party's own. */
import type { FormField, FormPage } from './form.ts'

const reference: FormField = {
  name: 'ownReference',
  kind: 'line',
  max: 60,
  level: 'O',
  label: { en: 'Your own reference', ar: 'مرجعك الخاص' },
  hint: {
    en: 'Appears on your receipts and lists. The office does not use it.',
    ar: 'يظهر في إيصالاتك وقوائمك، ولا يستعمله المكتب.',
  },
}

export const filingPage: FormPage = {
  id: 'filing',
  title: { en: 'Where and how you file', ar: 'مكان الإيداع ولغته' },
  fields: [
    {
      name: 'branch',
      kind: 'branch',
      level: 'M',
      label: { en: 'Branch of the office', ar: 'فرع المكتب' },
      hint: {
        en: 'The branch receives the application and numbers its file.',
        ar: 'يتسلّم هذا الفرع الطلب ويعطيه رقمه.',
      },
      missing: {
        en: 'Choose the branch that is to receive the application.',
        ar: 'اختر الفرع الذي يتسلّم الطلب.',
      },
    },
    {
      name: 'language',
      kind: 'language',
      level: 'M',
      label: { en: 'Language of the application', ar: 'لغة الطلب' },
      hint: {
        en: 'The office examines the application and writes to you in this language.',
        ar: 'يفحص المكتب الطلب ويراسلك بهذه اللغة.',
      },
      missing: { en: 'Choose the language of the application.', ar: 'اختر لغة الطلب.' },
    },
    reference,
  ],
}

/** Of a request about a file, whose branch and language are known. */
export const referencePage: FormPage = {
  id: 'reference',
  title: { en: 'Your reference', ar: 'مرجعك' },
  fields: [reference],
}
