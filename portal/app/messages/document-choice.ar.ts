/** The words by which a document is chosen, in Arabic. */
import type { documentChoiceInEnglish } from './document-choice.en.ts'

export const documentChoiceInArabic: typeof documentChoiceInEnglish = {
  choose: 'اختر ملفًا',
  photograph: 'التقط صورة',
  drop: 'أو أسقط ملفًا هنا',
  types: (types, size) => `\u2068${types}\u2069، حتى \u2068${size}\u2069`,
  checking: 'جارٍ فحص الملف…',
  storing: (percent) => `جارٍ التشفير والحفظ: ${percent} %`,
  replace: 'استبدل',
  remove: 'أزل',
  preview: 'معاينة',
  fingerprint: 'بصمة SHA-256',
  pixels: (width, height) => `\u2066${width} × ${height}\u2069 بكسل`,
  kept: 'محفوظ على هذا الجهاز ومشفّر',
  gone: 'لم يعد الملف نفسه على هذا الجهاز. اختره مرة أخرى.',
  refusals: {
    empty: 'الملف فارغ. اختر ملفًا آخر.',
    type: (types) => `لا يقبل المكتب هذا النوع من الملفات هنا. استخدم أحد الأنواع: \u2068${types}\u2069.`,
    disguised: (types) =>
      `محتوى الملف ليس كما يقول اسمه. استخدم ملفًا صحيحًا من أحد الأنواع: \u2068${types}\u2069.`,
    size: (size) => `الملف أكبر من \u2068${size}\u2069. اختر ملفًا أصغر.`,
    pixels: (limit) => `في الصورة أكثر من ${limit} مليون بكسل. صغّرها ثم اخترها مرة أخرى.`,
    damaged: 'الملف تالف ولا يمكن قراءته. افتحه واحفظه من جديد، ثم اختر الملف الجديد.',
    'no-space':
      'لا تكفي المساحة على هذا الجهاز لهذا الملف. نصوصك في أمان وما زالت تُحفظ. أفرغ بعض المساحة ثم اختر الملف مرة أخرى.',
    failed: 'تعذّر حفظ الملف. نصوصك في أمان. اختر الملف مرة أخرى.',
  },
}
