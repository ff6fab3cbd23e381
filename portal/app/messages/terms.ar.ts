/** The words by which goods and services are written into a class, in Arabic. */
import { countedInArabic as counted, quotedInArabic as quoted } from './counted-in-arabic.ts'
import type { termsInEnglish } from './terms.en.ts'

const term = { one: 'مصطلح واحد', two: 'مصطلحان', few: 'مصطلحات', many: 'مصطلحًا' }

export const termsInArabic: typeof termsInEnglish = {
  title: 'السلع والخدمات في هذه الفئة',
  find: 'ابحث عن مصطلح أو اكتبه',
  addFree: (text) => `أضف ${quoted(text)} بكلماتك`,
  paste: 'ألصق مصطلحات كثيرة دفعة واحدة',
  pasteLabel: 'المصطلحات، كل مصطلح في سطر أو تفصل بينها فاصلة منقوطة',
  pasteAdd: 'أضف هذه المصطلحات',
  pasted: (added, repeated) =>
    repeated === 0
      ? `أُضيف: ${added === 0 ? 'لا شيء' : counted(added, term)}.`
      : `أُضيف: ${added === 0 ? 'لا شيء' : counted(added, term)}؛ وكان موجودًا من قبل: ${repeated}.`,
  verdicts: {
    validated: 'معتمد',
    'wrongly-classified': 'فئة خاطئة',
    'non-existent': 'بكلماتك',
  },
  verdictHints: {
    validated: 'موجود في قائمة المكتب لهذه الفئة.',
    'wrongly-classified': 'تضعه قائمة المكتب في فئة أخرى.',
    'non-existent': 'ليس في قائمة المكتب؛ سينظر فيه الفاحص.',
  },
  move: (classNumber) => `انقله إلى الفئة ${classNumber}`,
  moveOf: (name, classNumber) => `انقله إلى الفئة ${classNumber}: ${quoted(name)}`,
  moveAll: (count) => (count === 1 ? 'انقل المصطلح ذا الفئة الخاطئة' : `انقل الكل إلى فئاتها (${count})`),
  moved: (count) => `نُقل: ${counted(count, term)}.`,
  remove: 'أزل',
  removeOf: (name) => `أزل ${quoted(name)}`,
  filter: 'أظهر',
  all: (count) => `الكل ${count}`,
  only: (name, count) => `${name} ${count}`,
  classFirst: 'اختر الفئة أولًا.',
  empty: 'لا مصطلحات هنا بعد. ابحث عن أولها أعلاه.',
  shown: (from, to, count) => `\u2066${from}–${to}\u2069 من ${count}`,
  earlier: 'السابق',
  later: 'التالي',
  pages: 'صفحات المصطلحات',
  tooMany: (max) => `لا يتسع الطلب الواحد إلا لأول ${max}.`,
}
