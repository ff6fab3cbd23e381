/** The words of drafting pages and of what all pages have, in Arabic. */
import { countedInArabic as counted } from './counted-in-arabic.ts'
import { draftingInArabic } from './drafting.ar.ts'
import { sendingInArabic } from './sending.ar.ts'
import { shellInArabic } from './shell.ar.ts'
import type { Words } from './en.ts'

const second = { one: 'ثانية واحدة', two: 'ثانيتين', few: 'ثوانٍ', many: 'ثانية' }
const minute = { one: 'دقيقة واحدة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة' }

/** Seconds up to two minutes, then minutes. */
const waitInWords = (seconds: number): string =>
  seconds < 120 ? counted(seconds, second) : counted(Math.ceil(seconds / 60), minute)

export const everyPageInArabic: Words = {
  months: [
    'يناير',
    'فبراير',
    'مارس',
    'أبريل',
    'مايو',
    'يونيو',
    'يوليو',
    'أغسطس',
    'سبتمبر',
    'أكتوبر',
    'نوفمبر',
    'ديسمبر',
  ],
  moment: (date, time) => `${date}، ${time}`,
  product: 'Lodge',
  skip: 'انتقل إلى المحتوى',
  footer: 'العبرة بوقت المكتب وسجلاته. وقت الجهاز قرينة فحسب.',
  nav: {
    label: 'القائمة الرئيسية',
    dossiers: 'ملفات الإيداع',
    desk: 'مكتب العمل',
    following: 'المتابعة',
    signIn: 'تسجيل الدخول',
    signOut: 'تسجيل الخروج',
    offices: 'كل المكاتب',
    language: 'اللغة',
  },
  errors: {
    home: 'إلى البداية',
    retryAfter: (seconds) => `حاول مجددًا بعد ${waitInWords(seconds)}.`,
  },
  shell: shellInArabic,
  drafting: draftingInArabic,
  ...sendingInArabic,
  kilobytes: (count) => `${count} كيلوبايت`,
  megabytes: (count) => `${count} ميغابايت`,
  gigabytes: (count) => `${count} غيغابايت`,
  fees: {
    fee: 'الرسم',
    quantity: 'العدد',
    unit: 'للواحد',
    amount: 'المبلغ',
    less: (amount, why) => `أقل بمقدار ${amount}: ${why}`,
  },
  otherRequest: 'طلب آخر',
  requestKinds: {
    'trademark-application': 'طلب علامة تجارية',
    'patent-application': 'طلب براءة اختراع',
    'utility-model-application': 'طلب نموذج منفعة',
    'design-application': 'طلب تسجيل تصميم صناعي',
    'response-to-office-action': 'رد على إشعار',
    'post-filing': 'طلب بشأن ملف',
  },
  dossierStatuses: {
    'awaiting-agreement': {
      label: 'بانتظار موافقتك',
      next: 'يختلف مجموع المكتب عن تقديرك. وافق عليه ثم ادفع.',
    },
    'awaiting-payment': { label: 'بانتظار الدفع', next: 'ادفع المستحق؛ ثم يقيّد المكتب طلباتك.' },
    'awaiting-confirmation': {
      label: 'الدفع قيد التأكيد',
      next: 'لم يؤكد البنك بعد. لا يلزمك شيء؛ لا تدفع مرة أخرى.',
    },
    paid: { label: 'مدفوع، قيد التقييد', next: 'يمنح المكتب كل طلب رقم ملف وتاريخ إيداع.' },
    lodged: { label: 'أُودِع', next: 'استلم المكتب كل الطلبات. لكل ملف إيصاله وسجله.' },
    returned: { label: 'أُعيد', next: 'أعاد المكتب هذا الملف؛ الأسباب في سجله.' },
    withdrawn: { label: 'سُحب', next: 'سحبتَ هذا الملف. لا شيء بعد ذلك.' },
  },
  problems: {
    'malformed-request': { title: 'تعذّرت قراءة الطلب', advice: 'عُد وراجع ما أدخلته ثم أرسله مجددًا.' },
    'not-signed-in': { title: 'سجّل الدخول للمتابعة', advice: 'انتهت جلستك. لم يضع شيء مما أودعته.' },
    'bad-credentials': {
      title: 'البريد الإلكتروني أو كلمة المرور غير صحيحة',
      advice: 'راجعهما ثم حاول مجددًا.',
    },
    'callback-refused': { title: 'إشعار البنك غير موثوق', advice: 'تحقق من المفتاح والتوقيع.' },
    'not-allowed': { title: 'دورك لا يسمح بهذا', advice: 'اطلب الدور المناسب من المكتب أو من شركتك.' },
    'foreign-origin': {
      title: 'الطلب لم يأتِ من هذه البوابة',
      advice: 'لم يتغير شيء. افتح الصفحة مجددًا من البوابة وكرر الخطوة.',
    },
    'not-found': {
      title: 'لا شيء معروف في هذا العنوان',
      advice: 'قد يكون العنوان مكتوبًا خطأ، أو أن ما كان هنا ليس لك أن تراه.',
    },
    'method-not-allowed': {
      title: 'هذا العنوان لا يقبل هذا النوع من الطلبات',
      advice: 'لم يتغير شيء. عُد واستخدم أزرار الصفحة.',
    },
    'idempotency-key-reused': {
      title: 'استُخدم هذا المفتاح لطلب آخر',
      advice: 'افتح الصفحة مجددًا وكرر الخطوة.',
    },
    'already-lodged': {
      title: 'الملف لدى المكتب ولم يعد قابلًا للتغيير',
      advice: 'اطلب التغيير بطلب يتعلق بالملف.',
    },
    stale: { title: 'تغيّر شيء في هذه الأثناء', advice: 'انظر إلى الصفحة كما هي الآن ثم قرر مجددًا.' },
    'payment-in-progress': {
      title: 'هناك دفعة جارية لهذا الأمر',
      advice: 'لا تدفع مرة أخرى. انتظر جواب البنك.',
    },
    'task-taken': { title: 'أخذ شخص آخر هذه المهمة', advice: 'اختر مهمة أخرى.' },
    'too-large': { title: 'الطلب كبير جدًا', advice: 'أرسل أقل دفعة واحدة.' },
    'unsupported-media-type': {
      title: 'نوع المحتوى غير مقبول هنا',
      advice: 'لم يتغير شيء. عُد واستخدم نماذج الصفحة.',
    },
    invalid: { title: 'بعض المدخلات تحتاج إلى تصحيح', advice: 'انظر المدخلات المذكورة أدناه.' },
    'document-refused': { title: 'لا يمكن قبول المستند', advice: 'انظر السبب ثم أرفق مستندًا آخر.' },
    'too-many-requests': { title: 'طلبات كثيرة جدًا', advice: 'انتظر لحظة. لم يتغير شيء.' },
    internal: { title: 'حدث خطأ من جانبنا', advice: 'ما أقرّ المكتب باستلامه محفوظ. حاول مجددًا بعد لحظة.' },
    'bank-unavailable': { title: 'البنك لا يجيب', advice: 'إيداعك محفوظ. حاول لاحقًا أو ادفع بطريقة أخرى.' },
    unavailable: { title: 'الخدمة غير متاحة للحظة', advice: 'لم يضع شيء. حاول مجددًا بعد لحظة.' },
  },
}
