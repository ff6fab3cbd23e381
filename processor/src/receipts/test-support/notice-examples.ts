/** Example notices for the tests of the office's letters, with the demo offices' own templates. */
import { readFileSync } from 'node:fs'
import { noticeTemplateSchema, textIn } from '@lodge/shared-types'
import { z } from 'zod'
import type { NoticeData } from '../notice-document.ts'

const templates = (office: 'borovia' | 'sahil') =>
  z
    .array(noticeTemplateSchema)
    .parse(
      JSON.parse(readFileSync(new URL(`../../../offices/${office}/notices.json`, import.meta.url), 'utf8')),
    )

const offices = {
  borovia: {
    en: {
      name: 'Borovia Patent and Trademark Office',
      address: '12 Linden Boulevard, 1040 Borograd, Borovia',
    },
    ar: {
      name: 'مكتب بوروفيا للبراءات والعلامات التجارية',
      address: '12 شارع الزيزفون، 1040 بوروغراد، بوروفيا',
    },
  },
  sahil: {
    en: {
      name: 'Sahil Industrial Property Authority',
      address: 'Block 3, Harbour Street, Sahil City 15007, Sahil',
    },
    ar: {
      name: 'هيئة الملكية الصناعية في الساحل',
      address: 'قطعة 3، شارع الميناء، مدينة الساحل 15007، الساحل',
    },
  },
}

const found = {
  en: [
    {
      fields: [{ label: 'Applicant 1 · Address', value: '12, Verna, BG' }],
      text: 'The address of an applicant is not complete: the street is missing.',
      legalBasis: 'Trademark Act, Article 12(1)',
      overcome: 'Give the complete address: street, city, postal code and country.',
    },
    {
      fields: [{ label: 'Power of attorney', value: '' }],
      text: 'The agent’s power of attorney is not in the file.',
      legalBasis: 'Trademark Act, Article 9(3)',
      overcome: 'Attach the power of attorney, signed by the applicant.',
    },
  ],
  ar: [
    {
      fields: [{ label: 'مقدم الطلب 1 · العنوان', value: '12, Verna, BG' }],
      text: 'عنوان أحد مقدمي الطلب غير مكتمل: اسم الشارع غير مذكور.',
      legalBasis: 'قانون العلامات التجارية، المادة 12(1)',
      overcome: 'اذكروا العنوان الكامل: الشارع والمدينة والرمز البريدي والبلد.',
    },
    {
      fields: [{ label: 'الوكالة', value: '' }],
      text: 'وكالة الوكيل غير موجودة في الملف.',
      legalBasis: 'قانون العلامات التجارية، المادة 9(3)',
      overcome: 'أرفقوا الوكالة موقعة من مقدم الطلب.',
    },
  ],
}

/** The only fact about a time limit that is in words: two months after 20 November 2026, which ends on a working day. */
const trace = {
  en: '2 months after 2026-11-20 end on 2027-01-20',
  ar: 'تنتهي مهلة شهران من \u20682026-11-20\u2069 في \u20682027-01-20\u2069',
}

const notes = {
  en: 'The image of the mark is in order; nothing is to be done about it.',
  ar: 'صورة العلامة سليمة، ولا يلزم فعل شيء بشأنها.',
}

/** A notice of an office in a language, from its own template; `changes` says what is different. */
export function aNotice(
  office: keyof typeof offices,
  language: 'en' | 'ar',
  { template: code = 'deficiency', ...changes }: Partial<NoticeData> & { template?: string } = {},
): NoticeData {
  const template = templates(office).find((one) => one.code === code)
  if (!template) throw new Error(`${office} has no notice ${code}`)
  const asks = template.answerWithin !== undefined
  return {
    office: {
      ...offices[office][language],
      url: `https://filing.example/o/${office}`,
      timeZone: 'Europe/Sofia',
    },
    language,
    title: textIn(template.title, language),
    requestTitle: language === 'en' ? 'Trademark application' : 'طلب تسجيل علامة تجارية',
    fileNumber: 'BT/T/2026/000042',
    onlineId: 'E/T/2026/000042',
    ownReference: 'TM/AURORA/17',
    filingDate: '2026-11-12',
    issuedOn: '2026-11-20',
    answerBy: asks ? '2027-01-20' : null,
    answerTrace: asks ? [{ rule: 'PCT Rule 80.2', date: '2027-01-20', text: trace[language] }] : [],
    answerUrl: asks
      ? `https://filing.example/o/${office}/notices/019a9f3e-8c1d-7a10-9f1e-2b3c4d5e6f70`
      : null,
    addressee: {
      name: 'Márquez & Łukasik, IP attorneys',
      addressLines: ['22 Long Lane', '1040 Borograd', 'Borovia'],
    },
    applicants: ['شركة النجمة الشمالية للتجارة', 'Ägir Þórsson'],
    mark: 'AURORA NOVA',
    opening: textIn(template.opening, language),
    closing: textIn(template.closing, language),
    deficiencies: asks ? found[language] : [],
    note: notes[language],
    officer: 'Elena Petrova',
    verificationUrl: `https://filing.example/o/${office}/verify/7Q4M2XKD9PLA`,
    stamp: null,
    ...changes,
  }
}
