/** Every word that a notice says by itself, beside its template and the officer's texts; one complete table per language. */
import type { DocumentLanguage } from './labels.ts'

const english = {
  issuedOn: 'Date of issue',
  answerBy: 'Answer by',
  to: 'To',
  mark: 'Mark',
  asFiled: 'As it stands',
  nothingFiled: 'Nothing was given.',
  legalBasis: 'Legal basis',
  overcome: 'How to put it right',
  remarks: 'Remarks',
  reasons: 'Reasons',
  next: 'What follows',
  answerOnline: 'Answer online',
  trace: 'How the time limit was found',
  officer: 'Officer',
  sealedBy: 'Sealed electronically by',
  preview: 'PREVIEW – NOT ISSUED',
  markWithoutWords: 'Figurative mark without words',
  /** In a sentence, before the words of a mark; and for a mark without any. */
  theMark: 'the mark',
  theMarkWithoutWords: 'the figurative mark without words',
}
export type NoticeWords = typeof english

const arabic: NoticeWords = {
  issuedOn: 'تاريخ الإصدار',
  answerBy: 'آخر يوم للرد',
  to: 'إلى',
  mark: 'العلامة',
  asFiled: 'كما ورد في الطلب',
  nothingFiled: 'لم يُقدَّم شيء.',
  legalBasis: 'السند القانوني',
  overcome: 'كيفية التصحيح',
  remarks: 'ملاحظات',
  reasons: 'الأسباب',
  next: 'ما يترتب على ذلك',
  answerOnline: 'الرد إلكترونيًا',
  trace: 'كيف حُدد الميعاد',
  officer: 'الموظف',
  sealedBy: 'ختمه إلكترونيًا',
  preview: 'معاينة – لم يصدر',
  markWithoutWords: 'علامة تصويرية بلا ألفاظ',
  theMark: 'العلامة',
  theMarkWithoutWords: 'العلامة التصويرية الخالية من الألفاظ',
}

export const noticeWords: Readonly<Record<DocumentLanguage, NoticeWords>> = { en: english, ar: arabic }
