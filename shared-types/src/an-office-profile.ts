/** A small, valid office profile for tests: what a test cares about is given, the rest is plain. */
import { officeProfileSchema, type OfficeProfile } from './office-profile.ts'

const text = (en: string) => ({ en })

/** The data of a valid profile, before it is parsed. */
export const officeProfileData = {
  id: 'testland',
  version: '1',
  st3: 'XT',
  name: text('Testland Office'),
  country: text('Testland'),
  address: text('1 Test Street'),
  email: 'office@testland.example',
  languages: ['en', 'ar'],
  timeZone: 'Europe/Sofia',
  currency: 'EUR',
  branches: [{ id: 'main', code: 'TL', ordinal: 1, name: text('Main') }],
  numbering: {
    submission: 'S-{year}-{seq}',
    online: 'E-{right}-{year}-{seq}',
    file: '{branch}-{right}-{year}-{seq}',
    order: 'I-{year}-{seq}',
  },
  filingDate: { policy: 'submission' },
  releasedBy: 'payment',
  paymentCountsAt: 'bank',
  termsVersion: 'lodge-2026',
  requests: {
    'trademark-application': {
      formVersions: ['tm-1', 'tm-2'],
      markKinds: ['word', 'figurative'],
      maxClasses: 3,
      agentRequired: false,
      priorities: true,
    },
    'patent-application': { formVersions: ['pt-1'], agentRequired: false, priorities: true },
    'utility-model-application': { formVersions: ['um-1'], agentRequired: false, priorities: true },
    'design-application': { formVersions: ['ds-1'], maxDesigns: 5, agentRequired: false, priorities: true },
  },
  documents: {
    maxDossierBytes: 10_000_000,
    roles: {
      'mark-image': { mediaTypes: ['image/png'], maxBytes: 1_048_576 },
      'power-of-attorney': { mediaTypes: ['application/pdf'], maxBytes: 1_048_576 },
    },
  },
  workflow: {
    received: { status: 'Filed', process: 'filed', st27: 'A00' },
    statuses: [
      { status: 'Filed', who: 'office', plain: text('Filed.'), next: text('The office examines it.') },
      { status: 'Published', who: 'nobody', plain: text('Published.'), next: text('Nothing.') },
    ],
    actions: [
      {
        code: 'published',
        label: text('Published'),
        plain: text('It was published.'),
        from: ['Filed'],
        roles: ['registrar'],
        approvedBy: [],
        status: 'Published',
        process: 'publish',
        st27: 'Q00',
        nationalCode: 'P1',
      },
    ],
  },
  tasks: [
    {
      kind: 'formality-examination',
      label: text('Formality examination'),
      opensOn: 'file.received',
      closedBy: ['published'],
      role: 'formality-examiner',
      dueWorkingDays: 10,
    },
  ],
  checklists: [],
  notices: [],
  payments: { drivers: ['card-gateway'] },
  calendar: { weekend: [0, 6], yearlyHolidays: [], closures: [] },
  tariffs: [
    {
      version: 't-1',
      validFrom: '2026-01-01',
      currency: 'EUR',
      items: [
        {
          code: 'basic',
          rule: 'Article 1',
          label: text('Basic'),
          request: 'trademark-application',
          per: 'request',
          free: 0,
          unitMinor: '10000',
        },
      ],
      taxes: [],
    },
  ],
  messages: [
    {
      event: 'order.paid',
      audience: 'agent',
      channel: 'email',
      subject: { en: 'Paid: {orderNumber}', ar: 'دُفع: {orderNumber}' },
      body: { en: '{office} has {received}.', ar: 'لدى {office} مبلغ {received}.' },
    },
  ],
} as const

/** Returns the profile with some members replaced; it is checked like any other. */
export const anOfficeProfile = (given: Readonly<Record<string, unknown>> = {}): OfficeProfile =>
  officeProfileSchema.parse({ ...officeProfileData, ...given })
