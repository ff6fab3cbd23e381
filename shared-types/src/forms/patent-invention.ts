/** The pages about an invention: what it is, how it is described, and where it comes from. */
import type { Condition, FormField, FormPage } from './form.ts'
import { yesNo } from './yes-no.ts'

const describedHere: Condition = { path: 'invention.describedBy', isOneOf: ['documents'] }
const describedThere: Condition = { path: 'invention.describedBy', isOneOf: ['earlier-filing'] }

export const inventionPage: FormPage = {
  id: 'invention',
  title: { en: 'The invention', ar: 'الاختراع' },
  fields: [
    {
      name: 'invention.title',
      kind: 'line',
      max: 500,
      level: 'F',
      label: { en: 'Title of the invention', ar: 'عنوان الاختراع' },
      hint: {
        en: 'Short and exact, without names and brands.',
        ar: 'عنوان موجز ودقيق دون أسماء أو علامات.',
      },
      missing: { en: 'Enter the title of the invention.', ar: 'أدخل عنوان الاختراع.' },
    },
    {
      name: 'invention.describedBy',
      kind: 'choice',
      level: 'M',
      label: { en: 'How is the invention described?', ar: 'كيف يوصف الاختراع؟' },
      missing: { en: 'Say how the invention is described.', ar: 'حدّد كيف يوصف الاختراع.' },
      options: [
        { value: 'documents', label: { en: 'I attach the description', ar: 'أرفق الوصف' } },
        {
          value: 'earlier-filing',
          label: { en: 'An earlier application describes it', ar: 'يصفه طلب سابق' },
          hint: {
            en: 'The reference stands for the description until you file it (Patent Law Treaty, Article 5(7)).',
            ar: 'تقوم الإشارة مقام الوصف إلى أن تقدّمه (المادة 5(7) من معاهدة قانون البراءات).',
          },
        },
      ],
    },
    {
      name: 'invention.earlierFiling.country',
      kind: 'country',
      level: 'M',
      when: describedThere,
      label: { en: 'Office of the earlier application', ar: 'مكتب الطلب السابق' },
      missing: { en: 'Choose the office of the earlier application.', ar: 'اختر مكتب الطلب السابق.' },
    },
    {
      name: 'invention.earlierFiling.number',
      kind: 'line',
      max: 60,
      level: 'M',
      when: describedThere,
      label: { en: 'Number of the earlier application', ar: 'رقم الطلب السابق' },
      missing: { en: 'Enter the number of the earlier application.', ar: 'أدخل رقم الطلب السابق.' },
    },
    {
      name: 'invention.earlierFiling.date',
      kind: 'date',
      level: 'M',
      when: describedThere,
      label: { en: 'Date of the earlier application', ar: 'تاريخ الطلب السابق' },
      missing: { en: 'Enter the date of the earlier application.', ar: 'أدخل تاريخ الطلب السابق.' },
    },
    {
      name: 'invention.descriptionDocument',
      kind: 'document',
      role: 'description',
      at: 'invention.describedBy',
      level: 'M',
      when: describedHere,
      label: { en: 'Description', ar: 'الوصف' },
      hint: {
        en: 'It shows the invention so that a person skilled in the art can carry it out.',
        ar: 'يبيّن الاختراع بما يمكّن أهل المهنة من تنفيذه.',
      },
      missing: { en: 'Attach the description.', ar: 'أرفق الوصف.' },
    },
    {
      name: 'invention.claimsDocument',
      kind: 'document',
      role: 'claims',
      at: 'invention.claims',
      level: 'F',
      when: describedHere,
      label: { en: 'Claims', ar: 'عناصر الحماية' },
      missing: { en: 'Attach the claims.', ar: 'أرفق عناصر الحماية.' },
    },
    {
      name: 'invention.drawingsDocument',
      kind: 'document',
      role: 'drawings',
      at: 'invention.drawings',
      level: 'O',
      label: { en: 'Drawings', ar: 'الرسوم' },
      hint: {
        en: 'Needed where the description refers to drawings.',
        ar: 'مطلوبة إذا أشار الوصف إلى رسوم.',
      },
    },
    {
      name: 'invention.abstract',
      kind: 'text',
      max: 3000,
      level: 'F',
      label: { en: 'Abstract', ar: 'الملخص' },
      hint: {
        en: 'What the invention is about, in 50 to 150 words. It serves searching only.',
        ar: 'موضوع الاختراع في 50 إلى 150 كلمة. يُستعمل للبحث فقط.',
      },
      missing: { en: 'Write the abstract.', ar: 'اكتب الملخص.' },
    },
    {
      name: 'invention.abstractDocument',
      kind: 'document',
      role: 'abstract',
      level: 'O',
      label: { en: 'Abstract with its drawing', ar: 'الملخص مع رسمه' },
    },
  ],
}

const count = (
  name: string,
  { min, label, missing }: { min: 0 | 1; label: FormField['label']; missing: FormField['label'] },
): FormField => ({ name, kind: 'number', min, max: 10_000, level: 'F', label, missing })

export const countsPage: FormPage = {
  id: 'counts',
  title: { en: 'Claims, pages and drawings', ar: 'عناصر الحماية والصفحات والرسوم' },
  lead: {
    en: 'The fees depend on these numbers. The office counts them again.',
    ar: 'تتوقف الرسوم على هذه الأعداد، ويعدّها المكتب من جديد.',
  },
  fields: [
    count('invention.claims', {
      min: 1,
      label: { en: 'Number of claims', ar: 'عدد عناصر الحماية' },
      missing: { en: 'Enter the number of claims.', ar: 'أدخل عدد عناصر الحماية.' },
    }),
    count('invention.independentClaims', {
      min: 1,
      label: { en: 'Of them, independent claims', ar: 'عدد العناصر المستقلة منها' },
      missing: { en: 'Enter the number of independent claims.', ar: 'أدخل عدد عناصر الحماية المستقلة.' },
    }),
    count('invention.pages', {
      min: 1,
      label: { en: 'Number of pages', ar: 'عدد الصفحات' },
      missing: { en: 'Enter the number of pages.', ar: 'أدخل عدد الصفحات.' },
    }),
    count('invention.drawings', {
      min: 0,
      label: { en: 'Number of drawings', ar: 'عدد الرسوم' },
      missing: {
        en: 'Enter the number of drawings, or 0 where there are none.',
        ar: 'أدخل عدد الرسوم، أو 0 إذا لم توجد.',
      },
    }),
    {
      name: 'invention.sequenceListing',
      kind: 'choice',
      level: 'O',
      label: {
        en: 'Does the description disclose sequences of nucleotides or amino acids?',
        ar: 'هل يكشف الوصف عن تسلسلات نيوكليوتيدات أو أحماض أمينية؟',
      },
      options: yesNo,
    },
    {
      name: 'invention.sequenceListingDocument',
      kind: 'document',
      role: 'sequence-listing',
      at: 'invention.sequenceListing',
      level: 'F',
      when: { path: 'invention.sequenceListing', isOneOf: ['yes'] },
      label: { en: 'Sequence listing (WIPO ST.26)', ar: 'كشف التسلسل (معيار الويبو ST.26)' },
      missing: { en: 'Attach the sequence listing.', ar: 'أرفق كشف التسلسل.' },
    },
  ],
}

export const entitlementPage: FormPage = {
  id: 'entitlement',
  title: { en: 'Right to the patent', ar: 'الأحقية في البراءة' },
  fields: [
    {
      name: 'invention.entitlement',
      kind: 'choice',
      level: 'F',
      label: { en: 'How do the applicants come to the right?', ar: 'كيف آل الحق إلى مقدمي الطلب؟' },
      missing: {
        en: 'Say how the applicants come to the right.',
        ar: 'حدّد كيف آل الحق إلى مقدمي الطلب.',
      },
      options: [
        { value: 'inventor', label: { en: 'They are the inventors', ar: 'هم المخترعون' } },
        {
          value: 'employer',
          label: { en: 'The inventors work for them', ar: 'المخترعون يعملون لديهم' },
        },
        { value: 'assignment', label: { en: 'By assignment', ar: 'بالتنازل' } },
        { value: 'succession', label: { en: 'By succession', ar: 'بالإرث' } },
        { value: 'other', label: { en: 'In another way', ar: 'بطريقة أخرى' } },
      ],
    },
    {
      name: 'invention.entitlementDocument',
      kind: 'document',
      role: 'entitlement',
      at: 'invention.entitlement',
      level: 'F',
      when: { path: 'invention.entitlement', isOneOf: ['assignment', 'succession', 'other'] },
      label: { en: 'Proof of entitlement', ar: 'إثبات الأحقية' },
      hint: {
        en: 'Such as the deed of assignment.',
        ar: 'مثل عقد التنازل.',
      },
      missing: { en: 'Attach the proof of entitlement.', ar: 'أرفق إثبات الأحقية.' },
    },
  ],
}

export const originPage: FormPage = {
  id: 'origin',
  title: { en: 'International and divisional applications', ar: 'الطلبات الدولية والمجزأة' },
  fields: [
    {
      name: 'pct.claimed',
      kind: 'choice',
      decides: 'pct',
      level: 'O',
      label: {
        en: 'Does this application come from an international application (PCT)?',
        ar: 'هل ينبثق هذا الطلب من طلب دولي (معاهدة التعاون بشأن البراءات)؟',
      },
      options: yesNo,
    },
    {
      name: 'pct.number',
      kind: 'line',
      max: 30,
      level: 'F',
      when: { path: 'pct.claimed', isOneOf: ['yes'] },
      label: { en: 'International application number', ar: 'رقم الطلب الدولي' },
      hint: { en: 'Such as PCT/IB2026/050123.', ar: 'مثل PCT/IB2026/050123.' },
      missing: { en: 'Enter the international application number.', ar: 'أدخل رقم الطلب الدولي.' },
    },
    {
      name: 'pct.filingDate',
      kind: 'date',
      level: 'F',
      when: { path: 'pct.claimed', isOneOf: ['yes'] },
      label: { en: 'International filing date', ar: 'تاريخ الإيداع الدولي' },
      missing: { en: 'Enter the international filing date.', ar: 'أدخل تاريخ الإيداع الدولي.' },
    },
    {
      name: 'pct.publication',
      kind: 'line',
      max: 30,
      level: 'O',
      when: { path: 'pct.claimed', isOneOf: ['yes'] },
      label: { en: 'International publication number', ar: 'رقم النشر الدولي' },
      hint: { en: 'Such as WO 2026/123456.', ar: 'مثل WO 2026/123456.' },
    },
    {
      name: 'parent.claimed',
      kind: 'choice',
      decides: 'parent',
      level: 'O',
      label: {
        en: 'Is this application divided from an earlier one at this office?',
        ar: 'هل هذا الطلب مجزأ من طلب سابق لدى هذا المكتب؟',
      },
      options: yesNo,
    },
    {
      name: 'parent.fileNumber',
      kind: 'line',
      max: 60,
      level: 'F',
      when: { path: 'parent.claimed', isOneOf: ['yes'] },
      label: { en: 'Number of the file that it is divided from', ar: 'رقم الملف الذي جُزّئ منه' },
      missing: {
        en: 'Enter the number of the file that it is divided from.',
        ar: 'أدخل رقم الملف الذي جُزّئ منه.',
      },
    },
  ],
}

export const wishesPage: FormPage = {
  id: 'wishes',
  title: { en: 'What you ask for', ar: 'طلبات إضافية' },
  fields: [
    {
      name: 'examinationRequested',
      kind: 'choice',
      level: 'O',
      label: {
        en: 'Do you ask for substantive examination now?',
        ar: 'هل تطلب الفحص الموضوعي الآن؟',
      },
      hint: { en: 'It can also be asked for later.', ar: 'يجوز طلبه لاحقًا أيضًا.' },
      options: yesNo,
    },
    {
      name: 'earlyPublication',
      kind: 'choice',
      level: 'O',
      label: { en: 'Is the application to be published early?', ar: 'هل يُنشر الطلب مبكرًا؟' },
      options: yesNo,
    },
    {
      name: 'licenceOfRight',
      kind: 'choice',
      level: 'O',
      label: {
        en: 'Do you offer everybody a licence on fair terms?',
        ar: 'هل تعرض ترخيصًا للجميع بشروط منصفة؟',
      },
      hint: {
        en: 'The licence of right stands in the register. Some offices then take lower fees.',
        ar: 'يُقيَّد عرض الترخيص في السجل، وتخفض بعض المكاتب الرسوم بسببه.',
      },
      options: yesNo,
    },
    {
      name: 'smallEntity',
      kind: 'choice',
      level: 'O',
      label: {
        en: 'Are all applicants small entities?',
        ar: 'هل جميع مقدمي الطلب منشآت صغيرة؟',
      },
      options: yesNo,
    },
    {
      name: 'smallEntityProof',
      kind: 'document',
      role: 'small-entity-proof',
      at: 'smallEntity',
      level: 'F',
      when: { path: 'smallEntity', isOneOf: ['yes'] },
      label: { en: 'Proof of being a small entity', ar: 'إثبات صفة المنشأة الصغيرة' },
      missing: { en: 'Attach the proof of being a small entity.', ar: 'أرفق إثبات صفة المنشأة الصغيرة.' },
    },
  ],
}
