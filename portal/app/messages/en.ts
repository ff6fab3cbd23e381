/** Every word on screen, in English. The other languages have exactly these entries, or the type check fails. */
import type {
  AttemptStatus,
  DocumentRole,
  DossierStatus,
  EventType,
  FileStatus,
  ProblemCode,
  RequestKind,
  attemptAnswerOf,
} from '@lodge/shared-types'

type Answer = (typeof attemptAnswerOf)[AttemptStatus]

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** Seconds up to two minutes, then minutes. */
const waitInWords = (seconds: number): string =>
  seconds < 120 ? counted(seconds, 'second') : counted(Math.ceil(seconds / 60), 'minute')

export const en = {
  languageName: 'English',
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
    tasks: 'Tasks',
    signIn: 'Sign in',
    signOut: 'Sign out',
    offices: 'All offices',
    language: 'Language',
  },
  home: {
    title: 'File with your intellectual property office, from anywhere',
    lead: 'Lodge takes trademark, patent and design filings, also from a place without a network. The office signs an acknowledgement the moment it has your filing, and a receipt for every byte of it.',
    officesTitle: 'Offices',
    officesLead: 'Choose the office to file with.',
  },
  office: {
    lead: 'File applications, pay for many at once, and follow what happens to them.',
    signedInAs: 'Signed in as',
    toDossiers: 'Open my dossiers',
    toTasks: 'Open the task list',
    toSignIn: 'Sign in to file or to follow a filing',
    contact: 'Contact',
    address: 'Address',
    email: 'E-mail',
    timeZone: 'Time zone of the office',
  },
  signIn: {
    title: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    submit: 'Sign in',
  },
  dossiers: {
    title: 'My dossiers',
    empty: 'No dossier yet',
    emptyLead: 'A dossier appears here once it has been submitted to the office.',
    number: 'Submission',
    received: 'Received',
    requests: 'Requests',
    total: 'Total',
    status: 'Status',
    next: 'Older',
    previous: 'Newer',
    pages: 'Pages',
  },
  dossier: {
    title: 'Dossier',
    nextTitle: 'What happens next',
    submissionNumber: 'Submission number',
    receivedAt: 'Received by the office',
    ownReference: 'Your reference',
    requestsTitle: 'Requests',
    onlineId: 'Online number',
    kind: 'Kind',
    fileNumber: 'File number',
    noFileYet: 'Not yet given',
    finishAtBank:
      'The bank’s page waits for you: finish the payment there. If you have just paid, wait a moment and load this page again.',
    paymentFailed: 'The last payment did not go through. Pay again, or another way.',
    lodgedOwing: 'The fee is still owed; pay it below.',
    orderTitle: 'Fees',
    order: 'Order',
    fee: 'Fee',
    quantity: 'Number',
    unit: 'Each',
    amount: 'Amount',
    total: 'Total',
    received: 'Received',
    missing: 'Still to pay',
    agreeTitle: 'The total differs from your quote',
    agreeLead:
      'The office’s tariff gives another total than the one you saw. Your filing date stays. Pay after you agree.',
    agree: (total: string) => `Agree to ${total}`,
    pay: (total: string) => `Pay ${total}`,
    paymentsTitle: 'Payments',
    payment: 'Payment',
    method: 'Paid by',
    otherMethod: 'Another way of paying',
    documentsTitle: 'Documents',
    document: 'Document',
    size: 'Size',
    fingerprint: 'SHA-256',
    acknowledgementTitle: 'Signed acknowledgement',
    acknowledgementLead:
      'The office signed this the moment it accepted your submission. Keep it: it proves what was received, and when.',
    showSignature: 'Show the signed text (JWS)',
    historyTitle: 'History',
    back: 'Back to my dossiers',
  },
  leaving: {
    title: 'On to the bank',
    lead: 'The bank’s own page takes your payment. Afterwards you come back here; the office then asks the bank itself.',
    go: 'Continue to the bank',
  },
  file: {
    title: 'File',
    facts: 'Key facts',
    fileNumber: 'File number',
    filingDate: 'Filing date',
    st27: 'Status (WIPO ST.27)',
    back: 'Back to the dossier',
    st13: 'WIPO ST.13 number',
    onlineId: 'Online number',
    traceTitle: 'How the filing date was found',
    documentsTitle: 'Documents',
    historyTitle: 'History',
  },
  tasks: {
    title: 'Tasks',
    empty: 'Nothing waits for you',
    emptyLead: 'New tasks appear here as files come in.',
    task: 'Task',
    file: 'File',
    due: 'Due',
    taker: 'With',
    you: 'You',
    someone: 'A colleague',
    nobody: 'Nobody',
    action: 'Action',
    alarm: 'Alarm',
    claim: 'Take',
    giveBack: 'Give back',
  },
  verify: {
    title: 'Is this receipt genuine?',
    genuine: 'This receipt was issued by the office',
    genuineLead: 'Compare what is printed on the receipt with the facts below.',
    fileNumber: 'File number',
    filingDate: 'Filing date',
    documentsTitle: 'Documents as lodged',
    compareLead: 'A document is unchanged when its SHA-256 is exactly the one shown here.',
    unknown: 'No receipt is known under this code',
    unknownLead: 'Check the code on the receipt. If it is printed exactly so, ask the office.',
  },
  errors: {
    home: 'Go to the start',
    retryAfter: (seconds: number) => `Try again in ${waitInWords(seconds)}.`,
  },
  requestCount: (count: number) => counted(count, 'request'),
  kilobytes: (count: string) => `${count} kB`,
  megabytes: (count: string) => `${count} MB`,
  documentRoles: {
    'mark-image': 'Image of the mark',
    'power-of-attorney': 'Power of attorney',
    'priority-certificate': 'Priority certificate',
    translation: 'Translation',
    other: 'Other document',
    'filing-receipt': 'Filing receipt',
    'payment-receipt': 'Payment receipt',
    acknowledgement: 'Acknowledgement',
    notice: 'Notice',
    'request-as-filed': 'Request as filed',
  } satisfies Record<DocumentRole, string> & Record<string, string>,
  otherRequest: 'Other request',
  requestKinds: { 'trademark-application': 'Trademark application' } satisfies Record<RequestKind, string>,
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
  answers: {
    successful: 'Successful',
    failed: 'Failed',
    'awaiting-confirmation': 'Awaiting confirmation',
  } satisfies Record<Answer, string>,
  fileStatuses: {
    Filed: 'Filed',
    Examined: 'Examined',
    Published: 'Published',
    Opposed: 'Opposed',
    Registered: 'Registered',
    Renewed: 'Renewed',
    Rejected: 'Rejected',
    Withdrawn: 'Withdrawn',
    Appealed: 'Appealed',
    Suspended: 'Suspended',
    Abandoned: 'Abandoned',
    Converted: 'Converted',
    Surrendered: 'Surrendered',
    Invalidated: 'Invalidated',
    'Awaiting court action': 'Awaiting court action',
    Expired: 'Expired',
    Reinstated: 'Reinstated',
    Inactive: 'Inactive',
    Pending: 'Pending',
  } satisfies Record<FileStatus, string>,
  otherEvent: 'Another step',
  events: {
    'dossier.submitted': 'Submitted to the office',
    'order.opened': 'Order opened',
    'order.agreed': 'Total agreed',
    'payment.started': 'Payment started',
    'payment.awaited': 'Waiting for the bank',
    'payment.part-funded': 'Part of the money arrived',
    'payment.confirmed': 'Payment confirmed by the bank',
    'payment.failed': 'Payment failed',
    'payment.cancelled': 'Payment cancelled',
    'payment.expired': 'Payment expired',
    'payment.doubted': 'Payment being looked at',
    'payment.reviewed': 'Payment looked at by the office',
    'payment.settled': 'Payment seen on the bank statement',
    'payment.refunded': 'Refunded',
    'payment.returned': 'Payment returned by the bank',
    'payment.charged-back': 'Payment charged back',
    'order.part-paid': 'Paid in part',
    'order.paid': 'Paid in full',
    'dossier.lodged': 'Lodged',
    'dossier.returned': 'Returned by the office',
    'dossier.withdrawn': 'Withdrawn',
    'request.attached': 'Request attached',
    'file.received': 'File opened by the office',
    'file.date-accorded': 'Filing date given',
    'file.acted': 'The office acted',
    'file.changed': 'Record changed',
    'file.document-added': 'Document added',
    'file.notice-issued': 'Notice issued',
    'account.credited': 'Account credited',
    'account.debited': 'Account debited',
    'account.corrected': 'Account corrected',
  } satisfies Record<EventType, string>,
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

/** The entries that every language has. */
export type Words = typeof en

/** Returns the words for a kind of request, which a newer release may know more of than this page. */
export function kindIn(words: Words, kind: string): string {
  const hasWords = (key: string): key is RequestKind => Object.hasOwn(words.requestKinds, key)
  return hasWords(kind) ? words.requestKinds[kind] : words.otherRequest
}

/** Returns the words for what a document is. */
export function roleIn(words: Words, role: string): string {
  const hasWords = (key: string): key is keyof Words['documentRoles'] =>
    Object.hasOwn(words.documentRoles, key)
  return hasWords(role) ? words.documentRoles[role] : words.documentRoles.other
}

/** Returns the words for what happened. */
export function eventIn(words: Words, type: string): string {
  const hasWords = (key: string): key is EventType => Object.hasOwn(words.events, key)
  return hasWords(type) ? words.events[type] : words.otherEvent
}
