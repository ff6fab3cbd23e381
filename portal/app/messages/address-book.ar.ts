/** The words of the address book, in Arabic. */
import { quotedInArabic as quoted } from './counted-in-arabic.ts'
import type { addressBookInEnglish } from './address-book.en.ts'

export const addressBookInArabic: typeof addressBookInEnglish = {
  title: 'دفتر العناوين',
  lead: 'من تودع عنهم، محفوظون على هذا الجهاز وحده ومشفّرون مثل مسوداتك.',
  empty: 'لا أحد محفوظ بعد',
  emptyLead: 'احفظ مقدم طلب أو وكيلًا أثناء الكتابة فيظهر هنا.',
  use: 'استخدم شخصًا محفوظًا',
  choose: 'اختر شخصًا',
  fill: 'املأ البيانات',
  filled: (name) => `مُلئت ببيانات ${quoted(name)}. يمكنك التراجع.`,
  save: 'احفظ في دفتر العناوين',
  saved: (name) => `${quoted(name)} في دفتر العناوين.`,
  remove: 'احذف',
  removeOf: (name) => `احذف ${quoted(name)} من دفتر العناوين`,
  removed: (name) => `حُذف ${quoted(name)} من دفتر العناوين.`,
  search: 'ابحث عن شخص',
  toDrafts: 'مسوداتي',
}
