/** The pages about applicants, the agent and the agent's power, which every application has. */
import type { Condition, FormPage, Words } from './form.ts'
import { personFields } from './person-fields.ts'

/** Returns the page of applicants; `lead` says what they are to own. */
export const applicantsPage = (lead: Words): FormPage => ({
  id: 'applicants',
  title: { en: 'Applicants', ar: 'مقدمو الطلب' },
  lead,
  list: {
    path: 'applicants',
    level: 'M',
    missing: { en: 'Name at least one applicant.', ar: 'اذكر مقدم طلب واحدًا على الأقل.' },
    max: 50,
    itemName: { en: 'Applicant', ar: 'مقدم الطلب' },
    addLabel: { en: 'Add an applicant', ar: 'إضافة مقدم طلب' },
    titleOf: ['givenName', 'familyName', 'name'],
    fields: personFields(''),
  },
})

/** An agent acts: the office asks for one, or the applicant has appointed one. */
const withAgent: Condition = {
  any: [
    { rule: 'agentRequired', is: true },
    { path: 'agent.appointed', isOneOf: ['yes'] },
  ],
}

export const agentPage: FormPage = {
  id: 'agent',
  title: { en: 'Agent', ar: 'الوكيل' },
  lead: {
    en: 'Whoever acts for the applicants before the office.',
    ar: 'من ينوب عن مقدمي الطلب أمام المكتب.',
  },
  fields: [
    {
      name: 'agent.appointed',
      kind: 'choice',
      decides: 'agent',
      level: 'F',
      when: { rule: 'agentRequired', is: false },
      label: { en: 'Does an agent act for the applicants?', ar: 'هل ينوب وكيل عن مقدمي الطلب؟' },
      missing: {
        en: 'Say whether an agent acts for the applicants.',
        ar: 'حدّد ما إذا كان وكيل ينوب عن مقدمي الطلب.',
      },
      options: [
        { value: 'yes', label: { en: 'Yes', ar: 'نعم' } },
        {
          value: 'no',
          label: { en: 'No', ar: 'لا' },
          hint: {
            en: 'The office writes to the applicants themselves.',
            ar: 'يراسل المكتب مقدمي الطلب أنفسهم.',
          },
        },
      ],
    },
    ...personFields('agent.person.').map((field) => (field.when ? field : { ...field, when: withAgent })),
    {
      name: 'agent.agentCode',
      kind: 'line',
      max: 40,
      level: 'O',
      when: withAgent,
      label: { en: 'Agent code', ar: 'رقم قيد الوكيل' },
      hint: {
        en: 'The number under which the office keeps the agent.',
        ar: 'الرقم المقيد به الوكيل في سجلات المكتب.',
      },
    },
  ],
}

export const powerPage: FormPage = {
  id: 'power-of-attorney',
  title: { en: 'Power of attorney', ar: 'سند التوكيل' },
  when: withAgent,
  fields: [
    {
      name: 'agent.power',
      kind: 'choice',
      level: 'F',
      label: { en: 'How is the agent empowered?', ar: 'كيف يثبت توكيل الوكيل؟' },
      missing: { en: 'Say how the agent is empowered.', ar: 'حدّد كيفية إثبات التوكيل.' },
      options: [
        {
          value: 'attached',
          label: { en: 'I attach the power of attorney', ar: 'أرفق سند التوكيل' },
        },
        {
          value: 'on-file',
          label: { en: 'The office has a general power on file', ar: 'لدى المكتب توكيل عام محفوظ' },
        },
        {
          value: 'to-follow',
          label: { en: 'The power of attorney will follow', ar: 'سيُقدَّم سند التوكيل لاحقًا' },
          hint: {
            en: 'The office sets a time limit for it.',
            ar: 'يحدد المكتب مهلة لتقديمه.',
          },
        },
      ],
    },
    {
      name: 'agent.powerDocument',
      kind: 'document',
      role: 'power-of-attorney',
      at: 'agent.power',
      level: 'F',
      when: { path: 'agent.power', isOneOf: ['attached'] },
      label: { en: 'Power of attorney', ar: 'سند التوكيل' },
      hint: {
        en: 'Signed by every applicant.',
        ar: 'موقّع من جميع مقدمي الطلب.',
      },
      missing: { en: 'Attach the power of attorney.', ar: 'أرفق سند التوكيل.' },
    },
    {
      name: 'agent.note',
      kind: 'text',
      max: 1000,
      level: 'O',
      label: { en: 'Note to the office about the power', ar: 'ملاحظة للمكتب بشأن التوكيل' },
      hint: {
        en: 'Such as the number of the general power.',
        ar: 'مثل رقم التوكيل العام.',
      },
    },
  ],
}
