/** Arabic: the page on which a recipient of mail chooses, without signing in, whether to get courtesy messages. */
import type { MailPreferenceWords } from './mail-preference.en.ts'

export const mailPreferenceInArabic: MailPreferenceWords = {
  title: 'البريد الوارد من المكتب',
  lead: 'اختاروا ما إذا كان المكتب يرسل إليكم بريداً عما يجري بشأن الطلبات. لا يلزمكم تسجيل الدخول.',
  address: 'يُرسل البريد إلى',
  now: 'الوضع الحالي',
  choices: { email: 'يُرسل البريد', none: 'لا يُرسل أي بريد' },
  stop: 'إيقاف البريد',
  resume: 'استئناف البريد',
  stopped: 'لن يصلكم بريد من هذا النوع بعد الآن',
  stoppedLead: 'يمكنكم تغيير هذا الاختيار هنا في أي وقت.',
  resumed: 'سيصلكم البريد من جديد',
  resumedLead: 'نكتب إليكم كلما جدّ شيء بشأن الطلب.',
  alwaysTitle: 'ما يُرسل دائماً',
  alwaysLead:
    'إشعارات المكتب والمواعيد وإشعارات الاستلام والفواتير والمدفوعات: فمن يفوته شيء منها قد يفقد حقاً أو مالاً.',
}
