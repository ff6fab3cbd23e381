/** Every sentence about an entry that is wrong, by its code, in every language: what is wrong, and what to do about it. */
import { textIn, type Language } from './languages.ts'

/** Numbers stand behind a colon or in brackets, so that no language has to inflect a noun after them. */
export const sentences = {
  missing: { en: 'Fill this in.', ar: 'املأ هذا الحقل.' },
  empty: { en: 'This must not be empty.', ar: 'لا يجوز ترك هذا الحقل فارغًا.' },
  'too-long': { en: 'Use at most {max} characters.', ar: 'اختصر النص؛ الحد الأقصى لعدد الأحرف: {max}.' },
  'control-characters': {
    en: 'Remove control characters and direction overrides.',
    ar: 'احذف أحرف التحكم والعلامات التي تقلب اتجاه النص.',
  },
  'broken-character': {
    en: 'The text holds a broken character.',
    ar: 'يحتوي النص على حرف تالف؛ أعد كتابته.',
  },
  'one-line': { en: 'Write this on one line.', ar: 'اكتب هذا في سطر واحد.' },
  email: {
    en: 'Write an e-mail address such as name@example.org.',
    ar: 'اكتب عنوان بريد إلكتروني على نحو name@example.org.',
  },
  phone: { en: 'Write a telephone number with digits.', ar: 'اكتب رقم الهاتف بالأرقام.' },
  date: {
    en: 'Write the date as YYYY-MM-DD, such as 2026-02-28.',
    ar: 'اكتب التاريخ بالسنة ثم الشهر ثم اليوم، على نحو 2026-02-28.',
  },
  country: {
    en: 'Use a two-letter country code (WIPO ST.3), such as DE.',
    ar: 'استخدم رمز البلد المؤلف من حرفين (معيار الويبو ST.3)، مثل DE.',
  },
  choice: { en: 'Choose one of the answers that are offered.', ar: 'اختر أحد الأجوبة المعروضة.' },
  'wrong-type': {
    en: 'This entry cannot be read; enter it again.',
    ar: 'تعذّرت قراءة هذا الإدخال؛ أدخله من جديد.',
  },
  'unknown-entry': { en: 'This entry does not belong here.', ar: 'هذا الإدخال لا محل له هنا.' },
  'too-many-lines': {
    en: 'Use at most {max} lines.',
    ar: 'اختصر النص؛ الحد الأقصى لعدد الأسطر: {max}.',
  },
  'too-many-entries': {
    en: 'There are too many entries here (the limit is {max}).',
    ar: 'عدد الإدخالات هنا أكبر من المسموح به (الحد الأقصى: {max}).',
  },

  'form-version': {
    en: 'This form is no longer taken; open the draft again to move it to the current form.',
    ar: 'لم يعد هذا النموذج مقبولًا؛ افتح المسودة من جديد لنقلها إلى النموذج الساري.',
  },
  branch: { en: 'Choose a branch of this office.', ar: 'اختر فرعًا من فروع هذا المكتب.' },
  language: {
    en: 'Choose a language in which this office works.',
    ar: 'اختر لغة من لغات العمل في هذا المكتب.',
  },
  'mark-kind': {
    en: 'This office does not take this kind of mark online.',
    ar: 'لا يقبل هذا المكتب إيداع هذا النوع من العلامات إلكترونيًا.',
  },
  'agent-required': { en: 'This office asks for an agent.', ar: 'يشترط هذا المكتب تعيين وكيل.' },
  priorities: {
    en: 'This office takes no priority claims online.',
    ar: 'لا يقبل هذا المكتب المطالبة بالأولوية إلكترونيًا.',
  },
  'priority-future': {
    en: 'The priority date lies in the future.',
    ar: 'تاريخ الأولوية لاحق لتاريخ اليوم.',
  },
  'priority-late': {
    en: 'The priority date is more than six months ago.',
    ar: 'انقضت مهلة الأولوية: مضى على تاريخ الأولوية أكثر من ستة أشهر.',
  },

  'priority-late-year': {
    en: 'The priority date is more than twelve months ago.',
    ar: 'انقضت مهلة الأولوية: مضى على تاريخ الأولوية أكثر من اثني عشر شهرًا.',
  },
  'date-future': { en: 'This date lies in the future.', ar: 'هذا التاريخ لاحق لتاريخ اليوم.' },
  'date-past': { en: 'This date is over already.', ar: 'هذا التاريخ سابق لتاريخ اليوم.' },
  'date-after-filing': {
    en: 'This date is later than the filing date of the file, {filing}.',
    ar: 'هذا التاريخ لاحق لتاريخ إيداع الملف {filing}.',
  },
  'date-before-filing': {
    en: 'This date is earlier than the filing date of the file, {filing}.',
    ar: 'هذا التاريخ سابق لتاريخ إيداع الملف {filing}.',
  },
  'date-before-priority': {
    en: 'When the file was filed on {filing}, this date was too long ago; the limit in months is {months}.',
    ar: 'كان هذا التاريخ قد تجاوز المهلة عند إيداع الملف في {filing}؛ والمهلة بالأشهر هي {months}.',
  },
  'exhibition-late': {
    en: 'The goods were first shown more than six months ago.',
    ar: 'انقضت المهلة: مضى على العرض الأول أكثر من ستة أشهر.',
  },
  'request-kind': {
    en: 'This office does not take this kind of request online.',
    ar: 'لا يقبل هذا المكتب هذا النوع من الطلبات إلكترونيًا.',
  },
  'request-right': {
    en: 'This request cannot be made about this kind of right.',
    ar: 'لا يُقدَّم هذا الطلب بشأن هذا النوع من الحقوق.',
  },
  'mark-type': {
    en: 'This office does not take this type of mark online.',
    ar: 'لا يقبل هذا المكتب إيداع هذه الفئة من العلامات إلكترونيًا.',
  },
  'colour-codes': {
    en: 'Give one code for each colour, in the same order.',
    ar: 'اذكر رمزًا واحدًا لكل لون، بالترتيب نفسه.',
  },
  'vienna-code': {
    en: 'Write codes of the Vienna Classification such as 3.7.16, one a line.',
    ar: 'اكتب رموز تصنيف فيينا على نحو 3.7.16، رمزًا في كل سطر.',
  },
  number: {
    en: 'Write a whole number from {min} to {max}.',
    ar: 'اكتب عددًا صحيحًا من {min} إلى {max}.',
  },
  amount: {
    en: 'Write the sum in {currency} with digits, decimal places at most: {decimals}. It is never less than zero.',
    ar: 'اكتب المبلغ بعملة {currency} بالأرقام، والحد الأقصى للمنازل العشرية: {decimals}. ولا يقل عن الصفر.',
  },
  locarno: {
    en: 'Write class and subclass of the Locarno Classification such as 06-01; classes go from 01 to 32.',
    ar: 'اكتب الفئة والفئة الفرعية من تصنيف لوكارنو على نحو 06-01؛ والفئات مرقمة من 01 إلى 32.',
  },
  'locarno-unlisted': {
    en: 'The Locarno Classification that this office uses has no subclass {code}.',
    ar: 'لا توجد الفئة الفرعية {code} في تصنيف لوكارنو الذي يعتمده هذا المكتب.',
  },
  'vienna-unlisted': {
    en: 'The Vienna Classification that this office uses has no code {code}.',
    ar: 'لا يوجد الرمز {code} في تصنيف فيينا الذي يعتمده هذا المكتب.',
  },
  'locarno-mixed': {
    en: 'The designs of one application belong to one class of the Locarno Classification; file the others apart.',
    ar: 'تنتمي تصاميم الطلب الواحد إلى فئة واحدة من تصنيف لوكارنو؛ أودع البقية في طلب مستقل.',
  },
  'register-entry': {
    en: 'Choose an entry of the register of this file.',
    ar: 'اختر قيدًا من قيود سجل هذا الملف.',
  },
  'no-such-person': {
    en: 'The file has nobody under this number; choose again.',
    ar: 'ليس في الملف شخص بهذا الرقم؛ اختر من جديد.',
  },
  'no-such-design': {
    en: 'The file has no design with this number; choose again.',
    ar: 'ليس في الملف تصميم بهذا الرقم؛ اختر من جديد.',
  },
  views: {
    en: 'Say of each view what it shows, and attach its image.',
    ar: 'حدّد ما يُظهره كل منظر وأرفق صورته.',
  },
  'independent-claims': {
    en: 'Independent claims cannot be more than all claims.',
    ar: 'لا يزيد عدد عناصر الحماية المستقلة على عددها الكلي.',
  },
  'defer-without-design': {
    en: 'No design is marked to be deferred; mark one, or leave this empty.',
    ar: 'لم يُحدَّد تصميم لتأجيل نشره؛ حدّد واحدًا أو اترك هذا فارغًا.',
  },
  'defer-months': {
    en: 'Say for how many months the publication is to wait.',
    ar: 'حدّد عدد أشهر تأجيل النشر.',
  },

  'class-number': { en: 'Nice classes go from 1 to 45.', ar: 'فئات تصنيف نيس مرقمة من 1 إلى 45.' },
  'class-twice': {
    en: 'Class {classNumber} is named twice; put its terms together.',
    ar: 'الفئة {classNumber} مذكورة مرتين؛ اجمع بنودها في فئة واحدة.',
  },
  'too-many-classes': {
    en: 'This office takes at most {max} class(es) in one application.',
    ar: 'عدد الفئات في الطلب الواحد محدود لدى هذا المكتب (الحد الأقصى: {max}).',
  },
  'too-many-terms': {
    en: 'Name at most {max} goods and services.',
    ar: 'عدد السلع والخدمات أكبر من المسموح به (الحد الأقصى: {max}).',
  },
  'terms-empty': {
    en: 'Goods and services to be put right: {count}. The first, at place {place}, is empty.',
    ar: 'عدد السلع والخدمات التي يلزم تصحيحها: {count}. أولها، في الموضع {place}، فارغ.',
  },
  'terms-too-long': {
    en: 'Goods and services to be put right: {count}. The first, at place {place}, has more than {max} characters.',
    ar: 'عدد السلع والخدمات التي يلزم تصحيحها: {count}. أولها، في الموضع {place}، يتجاوز الحد الأقصى لعدد الأحرف ({max}).',
  },
  'terms-characters': {
    en: 'Goods and services to be put right: {count}. The first, at place {place}, holds line breaks or hidden characters.',
    ar: 'عدد السلع والخدمات التي يلزم تصحيحها: {count}. أولها، في الموضع {place}، يحتوي على فواصل أسطر أو أحرف مخفية.',
  },

  'document-missing': { en: 'Attach the document.', ar: 'أرفق المستند.' },
  'document-role': {
    en: 'This office does not take this kind of document here.',
    ar: 'لا يقبل هذا المكتب هذا النوع من المستندات هنا.',
  },
  'document-type': { en: 'Use one of: {types}.', ar: 'استخدم أحد الأنواع التالية: {types}.' },
  'document-size': {
    en: 'The document is larger than {maxKib} KiB.',
    ar: 'حجم المستند أكبر من المسموح به (الحد الأقصى: {maxKib} كيبيبايت).',
  },
  'document-not-uploaded': {
    en: 'Upload "{fileName}" first; the office does not have it.',
    ar: 'ارفع المستند "{fileName}" أولًا، فهو غير موجود لدى المكتب.',
  },
  'document-differs': {
    en: '"{fileName}" is not the document that was uploaded under this SHA-256.',
    ar: 'المستند "{fileName}" ليس هو المستند المرفوع بهذه البصمة (SHA-256).',
  },
  'dossier-size': {
    en: 'All documents of a dossier together may have {maxMib} MiB.',
    ar: 'مجموع أحجام مستندات الملف أكبر من المسموح به (الحد الأقصى: {maxMib} ميبيبايت).',
  },
  'file-name': {
    en: 'Rename the document: a file name has no path and no direction marks.',
    ar: 'غيّر اسم المستند: لا يحتوي اسم الملف على مسار ولا على علامات اتجاه.',
  },
  sha256: {
    en: 'A SHA-256 is 64 lower-case hexadecimal digits.',
    ar: 'بصمة SHA-256 مؤلفة من 64 رقمًا ستعشريًا بأحرف صغيرة.',
  },

  'no-requests': { en: 'A dossier holds at least one request.', ar: 'يضم الملف طلبًا واحدًا على الأقل.' },
  'request-twice': {
    en: 'This request is in the dossier twice.',
    ar: 'هذا الطلب مدرج في الملف مرتين.',
  },

  'answer-late': {
    en: 'The time limit of this notice ended on {answerBy}. The answer reached the office on {receivedOn}, so it cannot be taken. Write to the office about what can still be done.',
    ar: 'انتهت مهلة هذا الإشعار في {answerBy}، ووصل الرد إلى المكتب في {receivedOn} فلا يمكن قبوله. راسل المكتب بشأن ما يمكن عمله.',
  },
  'answer-given': {
    en: 'This notice has been answered already; nothing was sent a second time.',
    ar: 'سبق الرد على هذا الإشعار، ولم يُرسل شيء مرة ثانية.',
  },
  'answer-not-open': {
    en: 'This notice does not wait for an answer: it was withdrawn, it asks for none, or the file has moved on.',
    ar: 'لا ينتظر هذا الإشعار ردًا: فقد سُحب، أو لا يطلب ردًا، أو تغيّرت حال الملف.',
  },
  'answer-file': {
    en: 'The notice is about another file; open the notice again and answer it from there.',
    ar: 'يتعلق الإشعار بملف آخر؛ افتح الإشعار من جديد وأجب عنه من هناك.',
  },
  'answer-elsewhere': {
    en: 'The notice does not ask about this: {field}. Take this change out.',
    ar: 'لا يسأل الإشعار عن هذا: {field}. احذف هذا التغيير.',
  },
  'answer-twice': {
    en: 'This is changed twice: {field}. Keep one change.',
    ar: 'هذا مُغيَّر مرتين: {field}. أبقِ تغييرًا واحدًا.',
  },
  'answer-stale': {
    en: 'This has changed at the office since you wrote the answer: {field}. Open the notice again and look at it once more.',
    ar: 'تغيّر هذا لدى المكتب بعد كتابة الرد: {field}. افتح الإشعار من جديد وراجعه.',
  },
  'answer-empty': {
    en: 'Change something, attach a document, or write to the office: the answer is empty.',
    ar: 'غيّر شيئًا أو أرفق مستندًا أو اكتب للمكتب: الرد فارغ.',
  },

  'number-form': {
    en: 'This is no file number of this office; write it as it stands on paper.',
    ar: 'هذا ليس رقم ملف لدى هذا المكتب؛ اكتبه كما ورد في الورق.',
  },
  'own-file': { en: 'This file is in your list already.', ar: 'هذا الملف موجود في قائمتك.' },
  'claimed-already': {
    en: 'You have asked for this file; the office has not decided yet.',
    ar: 'سبق أن طلبت هذا الملف؛ ولم يقرر المكتب بعد.',
  },
  'too-many-claims': {
    en: 'Wait until the office has decided about your other claims.',
    ar: 'انتظر حتى يقرر المكتب في مطالباتك الأخرى.',
  },
  'proof-not-uploaded': {
    en: 'The document is not with the office yet; attach it again.',
    ar: 'لم يصل المستند إلى المكتب بعد؛ أرفقه من جديد.',
  },
  // Why an action or a verdict of the office cannot be given now; the codes are those of `workflow.ts` and `approval.ts`.
  'too-many-views': {
    en: 'Delete a view first (the limit is {max}).',
    ar: 'احذف عرضًا محفوظًا أولًا (الحد الأقصى: {max}).',
  },
  // What an officer writes in a notice.
} as const satisfies Record<string, Record<Language, string>>

export type SentenceCode = keyof typeof sentences

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never
/** Sentences by their codes, in every language. */
export type Sentences = Readonly<Record<string, Readonly<Record<Language, string>>>>
/** What a sentence has to be told: its placeholders. */
type ParamsIn<Table extends Sentences, Code extends keyof Table> = Readonly<
  Record<NamesIn<Table[Code]['en']>, string | number>
>
/** The arguments that follow a code: nothing, or what its sentence has to be told. */
export type ToldIn<Table extends Sentences, Code extends keyof Table> =
  Record<string, never> extends ParamsIn<Table, Code> ? [] : [params: ParamsIn<Table, Code>]

export const isSentenceCode = (code: string): code is SentenceCode => Object.hasOwn(sentences, code)

/** Keeps a name of another direction together in the middle of an Arabic sentence. */
const apart = (text: string): string => `\u2068${text}\u2069`

/** Returns a sentence in `language`; a placeholder that `params` does not tell stays as it is. */
export const told = (
  sentence: Readonly<Record<Language, string>>,
  params: Readonly<Record<string, string | number>>,
  language: Language,
): string =>
  textIn(sentence, language).replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) return placeholder
    return language === 'ar' && typeof value === 'string' ? apart(value) : String(value)
  })

/** Returns the sentence of `code` in `language`. */
export const sentenceIn = (
  code: SentenceCode,
  params: Readonly<Record<string, string | number>>,
  language: Language,
): string => told(sentences[code], params, language)

/** What a sentence is made of: its code, its English text, and what it was told where it was told anything. */
export type Saying<Code extends string = SentenceCode> = {
  code: Code
  message: string
  params?: Record<string, string | number>
}

/** The arguments that follow a code of `sentences`. */
export type Told<Code extends SentenceCode> = ToldIn<typeof sentences, Code>

/** Returns a function that says the sentences of a table with what each is told; the compiler asks for every placeholder. */
export const sayingIn =
  <Table extends Sentences>(table: Table) =>
  <Code extends keyof Table & string>(code: Code, ...[params]: ToldIn<Table, Code>): Saying<Code> => {
    const said: Readonly<Record<Language, string>> | undefined = table[code]
    // Only for the compiler: every code of a table has its sentence.
    const sentence = said ?? { en: code, ar: code }
    if (params === undefined) return { code, message: sentence.en }
    return { code, message: told(sentence, params, 'en'), params: { ...params } }
  }

/** Returns a sentence with what it is told. */
export const saying = sayingIn(sentences)
