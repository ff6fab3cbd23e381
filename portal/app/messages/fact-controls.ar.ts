/** The words of views, statements and choices from a file's register, in Arabic. */
import type { factControlsInEnglish } from './fact-controls.en.ts'

export const factControlsInArabic: typeof factControlsInEnglish = {
  declare: 'أقرّ بذلك',
  nothing: 'لا يوجد في الملف ما يُختار منه.',
  design: (number) => `التصميم ${number}`,
  findClass: 'ابحث عنها باسم المنتج',
  found: (count) => `الفئات الفرعية التي عُثر عليها: ${count}`,
  noneFound: 'لا توجد فئة فرعية بهذه الكلمات. جرّب كلمة أخرى، أو اكتب الفئة والفئة الفرعية بنفسك.',
  take: 'اختيار',
  takeOf: (code, name) => `اختيار ${code}، ${name}`,
  viewNumber: (number) => `المنظر ${number}`,
  shows: (name) => `ما يُظهره ${name}`,
  chooseView: 'اختر ما يُظهره',
  addView: 'إضافة منظر',
  moveUp: 'تقديم',
  moveUpOf: (name) => `تقديم: ${name}`,
  remove: 'حذف المنظر',
  removeOf: (name) => `حذف المنظر: ${name}`,
}
