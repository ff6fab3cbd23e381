/** The page about the mark of form tm-1: word and figurative marks. */
import type { Condition, FormPage } from './form.ts'

const figurative: Condition = { path: 'mark.kind', isOneOf: ['figurative'] }

export const firstMarkPage: FormPage = {
  id: 'mark',
  title: { en: 'The mark', ar: 'العلامة' },
  lead: {
    en: 'Once the application has been filed, the mark can no longer be changed.',
    ar: 'لا يمكن تغيير العلامة بعد إيداع الطلب.',
  },
  fields: [
    {
      name: 'mark.kind',
      kind: 'mark-kind',
      level: 'M',
      label: { en: 'Kind of mark', ar: 'نوع العلامة' },
      missing: { en: 'Choose the kind of mark.', ar: 'اختر نوع العلامة.' },
      options: [
        {
          value: 'word',
          label: { en: 'Word mark', ar: 'علامة لفظية' },
          hint: {
            en: 'Words, letters or digits in ordinary characters, without a particular design.',
            ar: 'كلمات أو أحرف أو أرقام بحروف عادية، دون تصميم خاص.',
          },
        },
        {
          value: 'figurative',
          label: { en: 'Figurative mark', ar: 'علامة تصويرية' },
          hint: {
            en: 'A picture, a logo, or words in a particular design, colour or arrangement.',
            ar: 'صورة أو شعار أو كلمات بتصميم أو لون أو ترتيب خاص.',
          },
        },
      ],
    },
    {
      name: 'mark.text',
      kind: 'line',
      max: 500,
      level: 'M',
      when: { path: 'mark.kind', isOneOf: ['word'] },
      label: { en: 'The mark', ar: 'نص العلامة' },
      hint: {
        en: 'Exactly as it is to be protected.',
        ar: 'اكتبه تمامًا كما تُطلب حمايته.',
      },
      missing: { en: 'Enter the mark.', ar: 'أدخل نص العلامة.' },
    },
    {
      name: 'mark.image',
      kind: 'document',
      role: 'mark-image',
      at: 'mark.imageSha256',
      writesSha256: true,
      level: 'M',
      when: figurative,
      label: { en: 'Image of the mark', ar: 'صورة العلامة' },
      hint: {
        en: 'One sharp image that shows the whole mark. Where colours are claimed, the image is in colour.',
        ar: 'صورة واحدة واضحة تُظهر العلامة كاملة. إذا كانت الألوان محل حماية فلتكن الصورة ملونة.',
      },
      missing: { en: 'Attach the image of the mark.', ar: 'أرفق صورة العلامة.' },
    },
    {
      name: 'mark.verbalElements',
      kind: 'line',
      max: 500,
      level: 'O',
      when: figurative,
      label: { en: 'Verbal elements', ar: 'العناصر اللفظية' },
      hint: {
        en: 'The words, letters or digits that can be read in the image.',
        ar: 'الكلمات أو الأحرف أو الأرقام المقروءة في الصورة.',
      },
    },
    {
      name: 'mark.description',
      kind: 'text',
      max: 2000,
      level: 'O',
      when: figurative,
      label: { en: 'Description of the mark', ar: 'وصف العلامة' },
      hint: {
        en: 'What the image shows. The image decides what is protected.',
        ar: 'ما تُظهره الصورة. العبرة بالصورة في تحديد نطاق الحماية.',
      },
    },
    {
      name: 'mark.colours',
      kind: 'lines',
      max: 60,
      maxLines: 20,
      level: 'O',
      when: figurative,
      label: { en: 'Colours claimed', ar: 'الألوان المطلوب حمايتها' },
      hint: {
        en: 'One colour a line, such as “blue (Pantone 286 C)”. Leave empty where no colour is claimed.',
        ar: 'لون واحد في كل سطر، مثل «أزرق (Pantone 286 C)». اتركه فارغًا إذا لم تكن الألوان محل حماية.',
      },
    },
  ],
}
