/**
 * The words of drafting pages and of what all pages have, in English. The other languages have exactly these entries, or
 * the type check fails.
 */
import type { DossierStatus, ProblemCode, RequestKind } from '@lodge/shared-types'
import { countedInEnglish as counted } from './counted-in-english.ts'
import { draftingInEnglish } from './drafting.en.ts'
import { sendingInEnglish } from './sending.en.ts'
import { shellInEnglish } from './shell.en.ts'

/** Seconds up to two minutes, then minutes. */
const waitInWords = (seconds: number): string =>
  seconds < 120 ? counted(seconds, 'second') : counted(Math.ceil(seconds / 60), 'minute')

export const everyPageInEnglish = {
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  moment: (date: string, time: string) => `${date}, ${time}`,
  product: 'Lodge',
  skip: 'Skip to the content',
  footer: 'The office’s time and records count. Device time is only evidence.',
  nav: {
    label: 'Main',
    dossiers: 'My dossiers',
    desk: 'Desk',
    following: 'Following',
    signIn: 'Sign in',
    signOut: 'Sign out',
    offices: 'All offices',
    language: 'Language',
  },
  errors: {
    home: 'Go to the start',
    retryAfter: (seconds: number) => `Try again in ${waitInWords(seconds)}.`,
  },
  shell: shellInEnglish,
  drafting: draftingInEnglish,
  ...sendingInEnglish,
  kilobytes: (count: string) => `${count} kB`,
  megabytes: (count: string) => `${count} MB`,
  gigabytes: (count: string) => `${count} GB`,
  fees: {
    fee: 'Fee',
    quantity: 'Number',
    unit: 'Each',
    amount: 'Amount',
    less: (amount: string, why: string) => `${amount} less: ${why}`,
  },
  otherRequest: 'Other request',
  requestKinds: {
    'trademark-application': 'Trademark application',
    'patent-application': 'Patent application',
    'utility-model-application': 'Utility model application',
    'design-application': 'Industrial design application',
    'response-to-office-action': 'Answer to a notice',
    'post-filing': 'Request about a file',
  } satisfies Record<RequestKind, string>,
  dossierStatuses: {
    'awaiting-agreement': {
      label: 'Needs your agreement',
      next: 'The office’s total differs from your quote. Agree to it, then pay.',
    },
    'awaiting-payment': {
      label: 'Awaiting payment',
      next: 'Pay what is owed; then the office lodges your requests.',
    },
    'awaiting-confirmation': {
      label: 'Payment being confirmed',
      next: 'The bank has not confirmed yet. There is nothing to do; do not pay again.',
    },
    paid: {
      label: 'Paid, being lodged',
      next: 'The office gives each request its file number and filing date.',
    },
    lodged: {
      label: 'Lodged',
      next: 'The office has every request. Each file has its receipt and its own history.',
    },
    returned: {
      label: 'Returned',
      next: 'The office returned this dossier; the reasons are in its history.',
    },
    withdrawn: { label: 'Withdrawn', next: 'You withdrew this dossier. Nothing more happens.' },
  } satisfies Record<DossierStatus, { label: string; next: string }>,
  problems: {
    'malformed-request': {
      title: 'The request could not be read',
      advice: 'Go back, check what you entered and send it again.',
    },
    'not-signed-in': {
      title: 'Sign in to go on',
      advice: 'Your session has ended. Nothing you filed is lost.',
    },
    'bad-credentials': {
      title: 'The e-mail address or the password is not right',
      advice: 'Check both and try again.',
    },
    'callback-refused': { title: 'The callback is not authentic', advice: 'Check key and signature.' },
    'not-allowed': {
      title: 'Your role does not allow this',
      advice: 'Ask the office or your firm for the right role.',
    },
    'foreign-origin': {
      title: 'The request does not come from this portal',
      advice: 'Nothing was changed. Open the page again from the portal and repeat the step.',
    },
    'not-found': {
      title: 'Nothing is known under this address',
      advice: 'The address may be mistyped, or what was here is not yours to see.',
    },
    'method-not-allowed': {
      title: 'This address does not take this kind of request',
      advice: 'Nothing was changed. Go back and use the buttons of the page.',
    },
    'idempotency-key-reused': {
      title: 'This key was used for another request',
      advice: 'Open the page again and repeat the step.',
    },
    'already-lodged': {
      title: 'The dossier is with the office and can no longer be changed',
      advice: 'Ask for a change with a request about the file.',
    },
    stale: {
      title: 'Something changed meanwhile',
      advice: 'Look at the page as it is now, then decide again.',
    },
    'payment-in-progress': {
      title: 'A payment for this order is under way',
      advice: 'Do not pay again. Wait until the bank has answered.',
    },
    'task-taken': { title: 'Another person has taken this task', advice: 'Choose another task.' },
    'too-large': { title: 'The request is too large', advice: 'Send less at once.' },
    'unsupported-media-type': {
      title: 'This media type is not taken here',
      advice: 'Nothing was changed. Go back and use the forms of the page.',
    },
    invalid: { title: 'Some entries need to be put right', advice: 'See the entries named below.' },
    'document-refused': {
      title: 'The document cannot be taken',
      advice: 'See the reason, then attach another one.',
    },
    'too-many-requests': { title: 'Too many requests', advice: 'Wait a moment. Nothing was changed.' },
    internal: {
      title: 'Something went wrong on our side',
      advice: 'What the office acknowledged is safe. Try again in a moment.',
    },
    'bank-unavailable': {
      title: 'The bank does not answer',
      advice: 'Your filing is safe. Try again later, or pay another way.',
    },
    unavailable: {
      title: 'The service is not available for a moment',
      advice: 'Nothing is lost. Try again in a moment.',
    },
  } satisfies Record<ProblemCode, { title: string; advice: string }>,
}
