/** What has happened to a file in plain sentences, where the office's workflow has no words of its own: one table per language. */
import type { Language } from '@lodge/shared-types'

const english = {
  received: (fileNumber: string) =>
    `The office has received the application and has given it the file number ${fileNumber}.`,
  dateAccorded: (date: string) => `The application has the filing date ${date}.`,
  dateMoved: (date: string) => `The filing date was corrected. It is now ${date}.`,
  filed: (documents: string) => `Documents came with the application: ${documents}.`,
  handedIn: (documents: string) => `Documents were added to the file: ${documents}.`,
  made: (documents: string) => `The office has made and signed: ${documents}.`,
  notice: (title: string) => `The office has sent a notice: ${title}.`,
  noticeToAnswer: (title: string, date: string) =>
    `The office has sent a notice: ${title}. It asks for an answer by ${date}.`,
  answered: 'The answer to the notice has reached the office.',
  attached: 'A further request about the file has reached the office.',
  granted: (request: string) => `The office has granted a request: ${request}.`,
  refused: (request: string) => `The office has refused a request: ${request}.`,
  extended: (date: string) => `The time to answer the notice was extended to ${date}.`,
  handedOver: 'The file is now in the care of another representative.',
  takenOver: 'A representative now takes care of the file.',
  changed: 'A change of the application has been entered.',
  acted: 'The office has taken a further step.',
  here: 'The office has the application.',
  nextOffice: 'The office works on the application. You need to do nothing now.',
  nextAnswered: 'The office examines the answer. You need to do nothing now.',
  nextParty: 'Answer the office’s notice.',
  nextLate: 'No answer came before the time limit ended. The office decides what follows.',
  listed: ', ',
  filingReceipt: 'filing receipt',
  requestAsFiled: 'request as filed',
  noticeDocument: 'notice',
  markImage: 'image of the mark',
  powerOfAttorney: 'power of attorney',
  priorityCertificate: 'priority certificate',
  translation: 'translation',
  otherDocument: 'another document',
}
export type ApplicantWords = typeof english

const arabic: ApplicantWords = {
  received: (fileNumber) => `تسلّم المكتب الطلب وأعطاه رقم الملف \u2068${fileNumber}\u2069.`,
  dateAccorded: (date) => `مُنح الطلب تاريخ الإيداع ${date}.`,
  dateMoved: (date) => `صُحّح تاريخ الإيداع، وأصبح ${date}.`,
  filed: (documents) => `وردت مع الطلب مستندات: ${documents}.`,
  handedIn: (documents) => `أُضيفت إلى الملف مستندات: ${documents}.`,
  made: (documents) => `أصدر المكتب ووقّع: ${documents}.`,
  notice: (title) => `أرسل المكتب إشعاراً: ${title}.`,
  noticeToAnswer: (title, date) => `أرسل المكتب إشعاراً: ${title}. والمطلوب الرد عليه حتى ${date}.`,
  answered: 'وصل الرد على الإشعار إلى المكتب.',
  attached: 'وصل إلى المكتب طلب آخر يتعلق بالملف.',
  granted: (request) => `قبِل المكتب طلبًا: ${request}.`,
  refused: (request) => `رفض المكتب طلبًا: ${request}.`,
  extended: (date) => `مُدد ميعاد الرد على الإشعار إلى ${date}.`,
  handedOver: 'أصبح الملف في عهدة وكيل آخر.',
  takenOver: 'يتولى الملف الآن وكيل.',
  changed: 'قُيّد تغيير في الطلب.',
  acted: 'اتخذ المكتب خطوة أخرى.',
  here: 'الطلب لدى المكتب.',
  nextOffice: 'يعمل المكتب على الطلب. لا يلزمكم فعل شيء الآن.',
  nextAnswered: 'يفحص المكتب الرد. لا يلزمكم فعل شيء الآن.',
  nextParty: 'أجيبوا عن إشعار المكتب.',
  nextLate: 'لم يرد أي رد قبل انتهاء الميعاد. يقرر المكتب ما يلي ذلك.',
  listed: '، ',
  filingReceipt: 'إيصال الإيداع',
  requestAsFiled: 'الطلب كما أُودع',
  noticeDocument: 'إشعار',
  markImage: 'صورة العلامة',
  powerOfAttorney: 'وكالة',
  priorityCertificate: 'شهادة الأولوية',
  translation: 'ترجمة',
  otherDocument: 'مستند آخر',
}

export const applicantWords: Readonly<Record<Language, ApplicantWords>> = { en: english, ar: arabic }

type DocumentWord =
  | 'filingReceipt'
  | 'requestAsFiled'
  | 'noticeDocument'
  | 'markImage'
  | 'powerOfAttorney'
  | 'priorityCertificate'
  | 'translation'

const wordOfRole = new Map<string, DocumentWord>([
  ['filing-receipt', 'filingReceipt'],
  ['request-as-filed', 'requestAsFiled'],
  ['notice', 'noticeDocument'],
  ['mark-image', 'markImage'],
  ['power-of-attorney', 'powerOfAttorney'],
  ['priority-certificate', 'priorityCertificate'],
  ['translation', 'translation'],
])

/** Returns documents by what they are, each kind once. */
export function documentsInWords(roles: readonly string[], words: ApplicantWords): string {
  const names = roles.map((role) => words[wordOfRole.get(role) ?? 'otherDocument'])
  return [...new Set(names)].join(words.listed)
}
