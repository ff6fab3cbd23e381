/** The words of the page of this device, in Arabic. */
import { countedInArabic } from './counted-in-arabic.ts'
import type { devicePageInEnglish } from './device-page.en.ts'

const drafts = { one: 'مسودة واحدة', two: 'مسودتان', few: 'مسودات', many: 'مسودة' }
const dossiers = { one: 'ملف إيداع واحد', two: 'ملفا إيداع', few: 'ملفات إيداع', many: 'ملف إيداع' }
const minutes = { one: 'دقيقة واحدة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة' }
const hours = { one: 'ساعة واحدة', two: 'ساعتان', few: 'ساعات', many: 'ساعة' }
const days = { one: 'يوم واحد', two: 'يومان', few: 'أيام', many: 'يومًا' }

/** Minutes, then hours, then days, whichever people would say. */
const lengthInWords = (count: number): string => {
  if (count < 120) return countedInArabic(count, minutes)
  return count < 48 * 60
    ? countedInArabic(Math.round(count / 60), hours)
    : countedInArabic(Math.round(count / (24 * 60)), days)
}

export const devicePageInArabic: typeof devicePageInEnglish = {
  title: 'هذا الجهاز',
  lead: 'مسوداتك هنا مشفّرة، وتُفتح من دون شبكة.',
  who: 'من يعمل هنا',
  name: 'الاسم',
  office: 'المكتب',
  space: 'مساحة المسودات والمستندات',
  used: 'المستخدم',
  free: 'المتاح',
  unknownSpace: 'المتصفح لا يبيّن ذلك',
  kept: 'محفوظة على الدوام',
  keptYes: 'نعم، وعد المتصفح بذلك',
  keptNo: 'لا وعد بذلك',
  keptNoLead: 'إذا ضاقت مساحة الجهاز فقد يحذف المتصفح مسوداتك.',
  ask: 'اطلب من المتصفح حفظها',
  askedNo: 'رفض المتصفح الآن. تقبل المتصفحات ذلك للمواقع المثبّتة أو كثيرة الاستعمال.',
  install: 'ثبّت Lodge على هذا الجهاز',
  installLead: 'يحصل Lodge على نافذة وأيقونة خاصتين، ويصبح حفظ المسودات أوثق.',
  clock: 'الساعة',
  clockRight: 'توافق ساعة المكتب',
  clockWrong: (count) => `الفارق ${lengthInWords(count)}`,
  clockWrongTitle: 'ساعة هذا الجهاز غير صحيحة',
  clockWrongLead:
    'لا يضيع بذلك شيء: التواريخ والرسوم هنا بتوقيت المكتب، والمكتب هو من يؤرّخ ما تقدّمه. اضبط الساعة متى أمكن.',
  clockUnknown: 'لم تُقارن بعد',
  connection: 'الاتصال',
  online: 'المكتب يجيب',
  away: 'المكتب لا يجيب',
  awayLead: 'يمكنك متابعة العمل، وما تقدّمه ينتظر هنا.',
  unknown: 'لم تجرِ محاولة بعد',
  sender: 'الإرسال',
  leading: 'هذه النافذة ترسل',
  notLeading: 'نافذة أخرى ترسل',
  rules: 'قواعد المكتب على هذا الجهاز',
  rulesVersion: 'القواعد',
  tariffVersion: 'التعرفة',
  termsVersion: 'المصطلحات',
  noRules: 'لا شيء بعد',
  refresh: 'ابحث عن قواعد أحدث',
  refreshed: 'هذه أحدث القواعد.',
  refreshFailed: 'المكتب لا يجيب. تبقى القواعد الموجودة هنا.',
  signOut: 'تسجيل الخروج ومسح هذا الجهاز',
  signOutLead:
    'يُحذف كل ما يخصك من هذا الجهاز: المسودات والمستندات ودفتر العناوين. يعمل هذا من دون شبكة أيضًا. ما أقرّ المكتب باستلامه يبقى لديه.',
  unsent: (draftCount, dossierCount) =>
    `ما ليس لدى المكتب سيضيع نهائيًا: ${[
      ...(draftCount > 0 ? [countedInArabic(draftCount, drafts)] : []),
      ...(dossierCount > 0 ? [countedInArabic(dossierCount, dossiers)] : []),
    ].join(' و')}.`,
  confirm: 'أعلم أنها ستضيع',
  signOutNow: 'سجّل الخروج واحذف كل شيء هنا',
  signedOut: 'سُجّل خروجك وأصبح هذا الجهاز خاليًا.',
}
