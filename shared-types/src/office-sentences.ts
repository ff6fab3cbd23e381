/** Sentences that the office's own pages say, and those of accounts: a device that drafts does without them. */
import type { Language } from './languages.ts'
import { sentenceOf } from './forms/sentence-of.ts'
import { moneySentences } from './money-sentences.ts'
import type { FieldError } from './problem.ts'
import { sayingIn, told, type Saying } from './sentences.ts'

export const officeSentences = {
  ...moneySentences,
  'request-decided': {
    en: 'Somebody has decided about this request meanwhile; load the page again to see what.',
    ar: 'قرر أحدهم بشأن هذا الطلب في هذه الأثناء؛ أعد تحميل الصفحة للاطلاع على القرار.',
  },
  'notice-not-waiting': {
    en: 'The notice waits for no answer any more, so its time limit cannot be extended.',
    ar: 'لم يعد الإشعار ينتظر ردًا، فلا يمكن تمديد ميعاده.',
  },
  'order-settled': {
    en: 'Something has been paid for this order, or a payment is under way: its total stays as it is.',
    ar: 'دُفع شيء لهذه الفاتورة أو هناك عملية دفع جارية: يبقى مجموعها كما هو.',
  },
  'override-not-lower': {
    en: 'Enter an amount below the total that stands, such as 120.50, with no more decimals than the currency has.',
    ar: 'أدخل مبلغًا أقل من المجموع الحالي، مثل 120.50، بعدد الكسور الذي للعملة.',
  },
  'order-moved': {
    en: 'Something has happened to this order since you looked at it. Look at it again, then decide.',
    ar: 'حدث شيء لهذه الفاتورة منذ اطلعت عليها. اطلع عليها من جديد ثم قرر.',
  },
  'override-unexplained': {
    en: 'Say why: a colleague has to approve it, and whoever pays has to know.',
    ar: 'اذكر السبب: يعتمده زميل، ومن يدفع يجب أن يعرفه.',
  },
  'unknown-action': {
    en: 'This office has no such action.',
    ar: 'لا يوجد إجراء كهذا لدى هذا المكتب.',
  },
  'wrong-status': {
    en: 'The file does not stand where this action can be taken.',
    ar: 'لا تسمح حالة الملف الراهنة باتخاذ هذا الإجراء.',
  },
  'wrong-role': {
    en: 'Your role does not take this action; ask a colleague whose role it is.',
    ar: 'لا يدخل هذا الإجراء في صلاحيات دورك؛ اطلبه من زميل مختص به.',
  },
  'answer-awaited': {
    en: 'A notice waits for the party’s answer; act once it is in or its time limit has passed.',
    ar: 'هناك إشعار ينتظر رد صاحب الطلب؛ اتخذ الإجراء بعد ورود الرد أو انقضاء ميعاده.',
  },
  'answer-undecided': {
    en: 'The party has answered; decide about the changes it proposes first.',
    ar: 'ورد رد صاحب الطلب؛ قرر أولًا في التغييرات التي يقترحها.',
  },
  'approval-awaited': {
    en: 'A decision about this file waits for approval; wait for it, or have it withdrawn first.',
    ar: 'هناك قرار بشأن هذا الملف ينتظر الاعتماد؛ انتظر اعتماده أو اطلب سحبه أولًا.',
  },
  'checklist-incomplete': {
    en: 'Answer every question of the checklist first.',
    ar: 'أجب أولًا عن جميع أسئلة قائمة الفحص.',
  },
  'checklist-not-met': {
    en: 'A question of the checklist is answered with “no”; this action asks that all is well.',
    ar: 'أُجيب عن أحد أسئلة قائمة الفحص بـ«لا»، وهذا الإجراء يشترط سلامة كل شيء.',
  },
  'checklist-met': {
    en: 'No question of the checklist is answered with “no”; this action asks for something to be put right.',
    ar: 'لم يُجب عن أي سؤال في قائمة الفحص بـ«لا»، وهذا الإجراء يشترط وجود ما يلزم تصحيحه.',
  },
  'notice-needed': {
    en: 'This action takes effect with a notice to the party; write the notice.',
    ar: 'يسري هذا الإجراء مع إشعار يوجه إلى صاحب الطلب؛ حرر الإشعار.',
  },
  'moved-by-office': {
    en: 'Your office has dealt with this file since you looked at it ({when}); look again, then decide.',
    ar: 'تصرف مكتبكم في هذا الملف منذ اطلعت عليه ({when})؛ اطلع عليه من جديد ثم قرر.',
  },
  'moved-by-party': {
    en: 'Something came in from the party since you looked at this file ({when}); look again, then decide.',
    ar: 'ورد شيء من صاحب الطلب منذ اطلعت على هذا الملف ({when})؛ اطلع عليه من جديد ثم قرر.',
  },
  'moved-by-rule': {
    en: 'This file moved on by the office’s own rule since you looked at it ({when}); look again, then decide.',
    ar: 'انتقل هذا الملف بموجب قاعدة المكتب منذ اطلعت عليه ({when})؛ اطلع عليه من جديد ثم قرر.',
  },
  'approval-closed': {
    en: 'This has been decided or withdrawn already.',
    ar: 'سبق البت في هذا الأمر أو سحبه.',
  },
  'approval-changed': {
    en: 'What was to be approved has changed since; look at it again. Where the file itself moved on, its maker asks anew.',
    ar: 'تغير ما كان معروضًا للاعتماد؛ اطلع عليه من جديد. وإذا انتقل الملف نفسه إلى حال أخرى فعلى من أعده أن يطلب الاعتماد مجددًا.',
  },
  'own-decision': {
    en: 'You made this decision yourself; another person has to approve it.',
    ar: 'أنت من أعد هذا القرار؛ ولا بد أن يعتمده شخص آخر.',
  },
  'decided-before': {
    en: 'You have given your verdict on this; the next one is another person’s.',
    ar: 'سبق أن أبديت رأيك في هذا الأمر؛ والرأي التالي لشخص آخر.',
  },
  'not-your-turn': {
    en: 'Another role decides about this now.',
    ar: 'البت في هذا الأمر الآن لدور آخر.',
  },
  'reason-missing': {
    en: 'Say why you refuse it: the person who made it has to know what to change.',
    ar: 'اذكر سبب الرفض، ليعرف من أعد القرار ما عليه تغييره.',
  },
  'not-your-decision': {
    en: 'Only the person who asked for this approval can withdraw it.',
    ar: 'لا يسحب طلب الاعتماد إلا من قدمه.',
  },
  'not-your-examination': {
    en: 'Claim the task of this examination first; only the officer who holds it fills the checklist in.',
    ar: 'تسلّم مهمة هذا الفحص أولًا؛ فلا يملأ قائمة الفحص إلا الموظف المكلف بها.',
  },
  'unknown-question': {
    en: 'The checklist has no such question; load the page again.',
    ar: 'لا يوجد سؤال كهذا في قائمة الفحص؛ أعد تحميل الصفحة.',
  },
  'fields-missing': {
    en: 'Say which entries of the request are not in order.',
    ar: 'حدد بيانات الطلب التي يلزم تصحيحها.',
  },
  'field-foreign': {
    en: 'This question is not about this entry of the request.',
    ar: 'لا يتعلق هذا السؤال بهذا البيان من بيانات الطلب.',
  },
  'examination-changed': {
    en: 'The checklist was changed in another window meanwhile; look at it as it is now, then answer again.',
    ar: 'تغيرت قائمة الفحص في نافذة أخرى في هذه الأثناء؛ اطلع عليها كما هي الآن ثم أجب من جديد.',
  },
  'password-length': {
    en: 'Use {min} to {max} characters.',
    ar: 'استخدم من {min} إلى {max} حرفًا.',
  },
  'too-many-follows': {
    en: 'An account can follow {max} files; stop following one of them first.',
    ar: 'يمكن للحساب متابعة {max} ملف؛ أوقف متابعة أحدها أولًا.',
  },
  'limit-passed': {
    en: 'The time limit has to end after today; the next working day is {next}.',
    ar: 'يجب أن ينتهي الميعاد بعد اليوم؛ وأقرب يوم عمل هو {next}.',
  },
  'limit-closed': {
    en: 'The office is closed on {date}; the next working day is {next}.',
    ar: 'المكتب مغلق يوم {date}؛ وأقرب يوم عمل بعده هو {next}.',
  },
  'limit-needed': {
    en: 'This notice asks for an answer: say until when.',
    ar: 'يطلب هذا الإشعار ردًا؛ حدد آخر يوم لتقديمه.',
  },
  'limit-foreign': {
    en: 'This notice asks for no answer, so it has no time limit.',
    ar: 'لا يطلب هذا الإشعار ردًا، فلا ميعاد له.',
  },
  'limit-late': {
    en: 'This time limit is too long (months at most: {max}).',
    ar: 'هذا الميعاد أطول من المسموح به (الحد الأقصى بالأشهر: {max}).',
  },
  'notice-field': {
    en: 'The request as it stands has no entry “{field}”; choose one that it has.',
    ar: 'لا يوجد في الطلب بصيغته الحالية بيان باسم «{field}»؛ اختر بيانًا موجودًا فيه.',
  },
  'notice-empty': {
    en: 'Name at least one thing that the party has to put right.',
    ar: 'اذكر أمرًا واحدًا على الأقل يلزم صاحب الطلب تصحيحه.',
  },
  'notice-reasons': {
    en: 'Write the reasons of this decision.',
    ar: 'اكتب أسباب هذا القرار.',
  },
  'notice-closed': {
    en: 'This notice is no longer a draft; load the page again to see where it stands.',
    ar: 'لم يعد هذا الإشعار مسودة؛ أعد تحميل الصفحة لمعرفة حالته.',
  },
  'notice-changed': {
    en: '{name} changed this notice meanwhile ({when}); look at it as it is now, then write again.',
    ar: 'غيّر {name} هذا الإشعار في هذه الأثناء ({when})؛ اطلع عليه كما هو الآن ثم اكتب من جديد.',
  },
  'notice-unfinished': {
    en: 'A notice about this file is not finished yet; go on with that one, or withdraw it.',
    ar: 'هناك إشعار بشأن هذا الملف لم يكتمل بعد؛ أكمله أو اسحبه.',
  },
  'notice-no-request': {
    en: 'The application of this file is on paper only; a notice about it is written on paper too.',
    ar: 'طلب هذا الملف موجود على الورق فقط، فيُحرر الإشعار بشأنه على الورق أيضًا.',
  },
} as const satisfies Record<string, Record<Language, string>>
export type OfficeSentenceCode = keyof typeof officeSentences
export type OfficeSaying = Saying<OfficeSentenceCode>

const isOfficeSentence = (code: string): code is OfficeSentenceCode => Object.hasOwn(officeSentences, code)

/** Returns a sentence of the office with what it is told; the compiler asks for every placeholder. */
export const officeSaying = sayingIn(officeSentences)

/** Returns what is to be put right, in `language`, whoever says it; for a code that is not known here, the message as it came. */
export const officeSentenceOf = (error: FieldError, language: Language): string =>
  isOfficeSentence(error.code)
    ? told(officeSentences[error.code], error.params ?? {}, language)
    : sentenceOf(error, language)
