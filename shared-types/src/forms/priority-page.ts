/** The page about priorities of an earlier filing (Paris Convention, Article 4), which every application has. */
import type { FormField, FormPage, Words } from './form.ts'

const fields = (hint: Words): readonly FormField[] => [
  {
    name: 'country',
    kind: 'country',
    level: 'F',
    label: { en: 'Office of first filing', ar: 'مكتب الإيداع الأول' },
    hint,
    missing: { en: 'Choose the office of the first filing.', ar: 'اختر مكتب الإيداع الأول.' },
  },
  {
    name: 'number',
    kind: 'line',
    max: 60,
    level: 'F',
    label: { en: 'Number of the first filing', ar: 'رقم الإيداع الأول' },
    missing: { en: 'Enter the number of the first filing.', ar: 'أدخل رقم الإيداع الأول.' },
  },
  {
    name: 'date',
    kind: 'date',
    level: 'F',
    label: { en: 'Date of the first filing', ar: 'تاريخ الإيداع الأول' },
    missing: { en: 'Enter the date of the first filing.', ar: 'أدخل تاريخ الإيداع الأول.' },
  },
  {
    name: 'dasCode',
    kind: 'line',
    max: 20,
    level: 'O',
    label: { en: 'DAS access code', ar: 'رمز الوصول إلى خدمة DAS' },
    hint: {
      en: 'With this code the office takes the certificate from the WIPO Digital Access Service itself.',
      ar: 'بهذا الرمز يحصل المكتب بنفسه على الشهادة من خدمة الويبو للنفاذ الرقمي.',
    },
  },
  {
    name: 'certificate',
    kind: 'document',
    role: 'priority-certificate',
    level: 'O',
    label: { en: 'Priority certificate', ar: 'شهادة الأولوية' },
    hint: {
      en: 'A copy of the first filing, certified by the office that received it. It can follow later.',
      ar: 'صورة من الإيداع الأول مصدّقة من المكتب الذي تسلّمه. يجوز تقديمها لاحقًا.',
    },
  },
]

/** Returns the page; `lead` says what may be claimed and until when, `hint` which office is meant. */
export const prioritiesPage = ({ lead, hint }: { lead: Words; hint: Words }): FormPage => ({
  id: 'priorities',
  title: { en: 'Priority', ar: 'الأولوية' },
  when: { rule: 'priorities', is: true },
  lead,
  list: {
    path: 'priorities',
    level: 'O',
    max: 20,
    itemName: { en: 'Priority claim', ar: 'مطالبة بالأولوية' },
    addLabel: { en: 'Claim a priority', ar: 'إضافة مطالبة بالأولوية' },
    titleOf: ['country', 'number', 'date'],
    fields: fields(hint),
  },
})
