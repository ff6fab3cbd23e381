/** The pages about further documents and the signature, with which every request ends. */
import { wordsOfRole } from '../document-words.ts'
import type { DocumentRole } from '../documents.ts'
import type { FormPage } from './form.ts'

/** Returns the page of further documents, of the roles that belong to the request; an office takes some of them. */
export const documentsPageFor = (roles: readonly DocumentRole[]): FormPage => ({
  id: 'documents',
  title: { en: 'Further documents', ar: 'مستندات أخرى' },
  lead: {
    en: 'Whatever else belongs to the application, such as translations.',
    ar: 'ما يلحق بالطلب من مستندات أخرى، كالترجمات.',
  },
  list: {
    path: 'attachments',
    into: 'documents',
    level: 'O',
    max: 25,
    itemName: { en: 'Document', ar: 'المستند' },
    addLabel: { en: 'Add a document', ar: 'إضافة مستند' },
    titleOf: ['role', 'document'],
    fields: [
      {
        name: 'role',
        kind: 'document-role',
        level: 'F',
        label: { en: 'Kind of document', ar: 'نوع المستند' },
        missing: { en: 'Choose the kind of document.', ar: 'اختر نوع المستند.' },
        options: roles.map((role) => ({ value: role, label: wordsOfRole(role) })),
      },
      {
        name: 'document',
        kind: 'document',
        roleFrom: 'role',
        level: 'F',
        label: { en: 'Document', ar: 'المستند' },
        missing: {
          en: 'Attach the document, or remove this entry.',
          ar: 'أرفق المستند أو احذف هذا الإدخال.',
        },
      },
    ],
  },
})

/** What may come with any application. */
export const documentsPage = documentsPageFor(['translation', 'priority-certificate', 'other'])

export const signaturePage: FormPage = {
  id: 'signature',
  title: { en: 'Signature', ar: 'التوقيع' },
  lead: {
    en: 'By typing your name you sign the application and declare that what it says is true and complete.',
    ar: 'بكتابة اسمك توقّع الطلب وتقرّ بأن ما ورد فيه صحيح وكامل.',
  },
  fields: [
    {
      name: 'signature.name',
      kind: 'line',
      max: 200,
      level: 'F',
      label: { en: 'Name of the signatory', ar: 'اسم الموقّع' },
      missing: { en: 'Enter the name of the signatory.', ar: 'أدخل اسم الموقّع.' },
      autoComplete: 'name',
    },
    {
      name: 'signature.capacity',
      kind: 'line',
      max: 100,
      level: 'F',
      label: { en: 'Capacity in which you sign', ar: 'صفة الموقّع' },
      hint: {
        en: 'Such as applicant, managing director or agent.',
        ar: 'مثل: مقدم الطلب أو المدير العام أو الوكيل.',
      },
      missing: { en: 'Enter the capacity in which you sign.', ar: 'أدخل صفة الموقّع.' },
    },
  ],
}
