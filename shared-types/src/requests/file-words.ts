/** How a file stands and what it counts from, in plain words: apart from the reasons of gates, for lists of files. */
import type { Language } from '../languages.ts'
import type { FileStatus } from '../legal-statuses.ts'
import type { DateName } from './file-facts.ts'

/** The statuses of a file in plain words. */
export const statusWords: Readonly<Record<FileStatus, Readonly<Record<Language, string>>>> = {
  Filed: { en: 'Filed', ar: 'مودَع' },
  Examined: { en: 'Examined', ar: 'مفحوص' },
  Published: { en: 'Published', ar: 'منشور' },
  Opposed: { en: 'Opposed', ar: 'معترَض عليه' },
  Registered: { en: 'Registered', ar: 'مسجَّل' },
  Renewed: { en: 'Renewed', ar: 'مجدَّد' },
  Rejected: { en: 'Rejected', ar: 'مرفوض' },
  Withdrawn: { en: 'Withdrawn', ar: 'مسحوب' },
  Appealed: { en: 'Appealed', ar: 'مطعون فيه' },
  Suspended: { en: 'Suspended', ar: 'موقوف' },
  Abandoned: { en: 'Abandoned', ar: 'متروك' },
  Converted: { en: 'Converted', ar: 'محوَّل' },
  Surrendered: { en: 'Surrendered', ar: 'متنازَل عنه' },
  Invalidated: { en: 'Invalidated', ar: 'مُبطَل' },
  'Awaiting court action': { en: 'Awaiting court action', ar: 'بانتظار القضاء' },
  Expired: { en: 'Expired', ar: 'منقضٍ' },
  Reinstated: { en: 'Reinstated', ar: 'مُعاد' },
  Inactive: { en: 'Inactive', ar: 'غير نشط' },
  Pending: { en: 'Pending', ar: 'بانتظار الرد' },
}

/** The dates of a file in plain words. */
export const dateWords: Readonly<Record<DateName, Readonly<Record<Language, string>>>> = {
  filing: { en: 'filing date', ar: 'تاريخ الإيداع' },
  entitlement: { en: 'priority date', ar: 'تاريخ الأولوية' },
  publication: { en: 'day of publication', ar: 'يوم النشر' },
  registration: { en: 'day of registration', ar: 'يوم التسجيل' },
  expiry: { en: 'expiry date', ar: 'تاريخ الانقضاء' },
  'annuity-due': { en: 'due date of the next annuity', ar: 'تاريخ استحقاق القسط السنوي التالي' },
  lapse: { en: 'day of lapse', ar: 'يوم السقوط' },
  decision: { en: 'day of the decision', ar: 'يوم القرار' },
  'deferred-until': { en: 'day until which publication is deferred', ar: 'اليوم الذي أُرجئ إليه النشر' },
  'notice-limit': { en: 'time limit of the notice', ar: 'ميعاد الإشعار' },
}
