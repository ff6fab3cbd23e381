/** Example filings for the tests and measurements of the office's documents. */
import type { FilingReceiptData } from '../filing-documents.ts'

const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** A word mark filed in English by a Bulgarian company through an agent; `changes` says what is different. */
export function anEnglishFiling(changes: Partial<FilingReceiptData> = {}): FilingReceiptData {
  return {
    office: {
      name: 'Intellectual Property Office of Esperia',
      address: '1 Harbour Square, 1000 Port Esper, Esperia',
      url: 'https://filing.ipo.example',
      timeZone: 'Europe/Sofia',
    },
    language: 'en',
    requestTitle: 'Application for registration of a trademark',
    fileNumber: 'ES-T-2026-1147',
    submissionNumber: 'ES-S-2026-88213',
    onlineId: 'E-E-2026-50431',
    invoiceNumber: 'INV-2026-004518',
    ownReference: 'TM/AURORA/17',
    receivedAt: new Date('2026-03-05T12:07:09.412Z'),
    filingDate: {
      date: '2026-03-06',
      trace: [
        {
          rule: 'Regulations, rule 7(1)',
          date: '2026-03-05',
          text: 'All elements needed for a filing date were received.',
        },
        {
          rule: 'Fees order, section 3(2)',
          date: '2026-03-06',
          text: 'The filing fee was paid in full; this day is the filing date.',
        },
      ],
    },
    applicants: [
      {
        name: 'Товарищество „Северно сияние“ ООД (Severno Siyanie Ltd)',
        addressLines: ['бул. „Витоша“ 14, 1000 София, Bulgaria', 'office@severno.example'],
      },
      { name: 'Ägir Þórsson', addressLines: ['Laugavegur 12, 101 Reykjavík, Iceland'] },
    ],
    agent: {
      name: 'Márquez & Łukasik, IP attorneys',
      addressLines: ['22 Long Lane, Port Esper', 'Agent code 00417'],
    },
    mark: { kind: 'word', text: 'AURORA NOVA' },
    classes: [
      {
        number: 9,
        terms: [
          'navigation apparatus',
          'downloadable computer software',
          'spectacles',
          'batteries, electric',
        ],
      },
      { number: 25, terms: ['clothing', 'footwear', 'headgear for wear'] },
      { number: 42, terms: ['software as a service [SaaS]', 'design of measuring instruments'] },
    ],
    priorities: [{ country: 'Germany (DE)', number: '30 2025 114 882.1', date: '2025-11-10' }],
    fees: {
      lines: [
        { label: 'Filing fee, electronic, first class', quantity: '1', unit: '350.00', amount: '350.00' },
        { label: 'Each further class', quantity: '2', unit: '50.00', amount: '100.00' },
        { label: 'Claim of priority', quantity: '1', unit: '70.00', amount: '70.00' },
      ],
      total: 'EUR 520.00',
    },
    documents: [
      { role: 'Power of attorney', name: 'power-of-attorney-signed.pdf', bytes: 248_113, sha256: digest },
      {
        role: 'Priority certificate',
        name: 'DE-30-2025-114882-certified-copy.pdf',
        bytes: 1_902_554,
        sha256: digest,
      },
    ],
    signature: { name: 'Inés Márquez', capacity: 'Authorised agent' },
    verificationUrl: 'https://filing.ipo.example/o/esperia/verify/ES-T-2026-1147?k=7Q4M-2XKD',
    ...changes,
  }
}

/** The same kind of filing in Arabic, with Latin names and numbers among the Arabic words. */
export function anArabicFiling(changes: Partial<FilingReceiptData> = {}): FilingReceiptData {
  return anEnglishFiling({
    office: {
      name: 'المكتب الوطني للملكية الفكرية',
      address: 'ساحة الميناء 1، المدينة 1000',
      url: 'https://filing.ipo.example',
      timeZone: 'Asia/Muscat',
    },
    language: 'ar',
    requestTitle: 'طلب تسجيل علامة تجارية',
    ownReference: 'علامة/نجمة/17',
    filingDate: {
      date: '2026-03-06',
      trace: [
        {
          rule: 'اللائحة، القاعدة 7(1)',
          date: '2026-03-05',
          text: 'وردت جميع العناصر اللازمة لتاريخ الإيداع.',
        },
        {
          rule: 'قرار الرسوم، المادة 3(2)',
          date: '2026-03-06',
          text: 'سُدد رسم الإيداع كاملًا (520.00 EUR)؛ هذا اليوم هو تاريخ الإيداع.',
        },
      ],
    },
    applicants: [
      {
        name: 'شركة النجمة الشمالية للتجارة (ذ.م.م)',
        addressLines: ['شارع السلطان قابوس، مبنى 14، مسقط', 'office@najma.example'],
      },
      { name: 'Sofia Textiles Ltd.', addressLines: ['14 Vitosha Blvd. (2nd floor), 1000 Sofia, Bulgaria'] },
    ],
    agent: { name: 'مكتب الخليج للمحاماة – Gulf IP Attorneys', addressLines: ['رمز الوكيل: 00417'] },
    mark: { kind: 'word', text: 'نجمة NAJMA' },
    classes: [
      { number: 9, terms: ['أجهزة الملاحة', 'برامج حاسوب قابلة للتنزيل', 'نظارات', 'بطاريات كهربائية'] },
      { number: 42, terms: ['البرمجيات كخدمة (SaaS)', 'تصميم أدوات القياس'] },
    ],
    priorities: [{ country: 'ألمانيا (DE)', number: '30 2025 114 882.1', date: '2025-11-10' }],
    fees: {
      lines: [
        { label: 'رسم الإيداع الإلكتروني، الفئة الأولى', quantity: '1', unit: '350.00', amount: '350.00' },
        { label: 'كل فئة إضافية', quantity: '2', unit: '50.00', amount: '100.00' },
        { label: 'المطالبة بالأولوية', quantity: '1', unit: '70.00', amount: '70.00' },
      ],
      total: '520.00 EUR',
    },
    documents: [
      { role: 'توكيل', name: 'توكيل-موقع.pdf', bytes: 248_113, sha256: digest },
      {
        role: 'شهادة الأولوية',
        name: 'DE-30-2025-114882-certified-copy.pdf',
        bytes: 1_902_554,
        sha256: digest,
      },
    ],
    signature: { name: 'سالم بن أحمد', capacity: 'وكيل مفوض' },
    ...changes,
  })
}
