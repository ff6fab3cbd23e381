/** The industrial design application as data: version ds-1, for one design or several. */
import { documentsPageFor, signaturePage } from './completion-pages.ts'
import { filingPage } from './filing-page.ts'
import type { FormDefinition, FormPage } from './form.ts'
import { makersPage } from './makers-page.ts'
import { agentPage, applicantsPage, powerPage } from './people-pages.ts'
import { prioritiesPage } from './priority-page.ts'
import { viewChoices } from './view-kinds.ts'
import { yesNo } from './yes-no.ts'

const designsPage: FormPage = {
  id: 'designs',
  title: { en: 'Designs', ar: 'التصاميم' },
  lead: {
    en: 'Each design is numbered by its place here, and its views by theirs.',
    ar: 'يُرقَّم كل تصميم بحسب موضعه هنا، وتُرقَّم مناظره بحسب ترتيبها.',
  },
  list: {
    path: 'designs',
    level: 'M',
    missing: { en: 'Show at least one design.', ar: 'اعرض تصميمًا واحدًا على الأقل.' },
    max: 'maxDesigns',
    itemName: { en: 'Design', ar: 'التصميم' },
    addLabel: { en: 'Add a design', ar: 'إضافة تصميم' },
    titleOf: ['product'],
    fields: [
      {
        name: 'product',
        kind: 'line',
        max: 300,
        level: 'F',
        label: { en: 'Product', ar: 'المنتج' },
        hint: {
          en: 'What the design is used for, such as “chair”.',
          ar: 'ما يُطبَّق عليه التصميم، مثل «كرسي».',
        },
        missing: { en: 'Name the product.', ar: 'اذكر المنتج.' },
      },
      {
        name: 'locarno',
        kind: 'locarno',
        level: 'F',
        label: { en: 'Locarno class', ar: 'فئة تصنيف لوكارنو' },
        hint: {
          en: 'Class and subclass of the product, such as 06-01 for seats.',
          ar: 'الفئة والفئة الفرعية للمنتج، مثل 06-01 للمقاعد.',
        },
        missing: { en: 'Enter the Locarno class.', ar: 'أدخل فئة تصنيف لوكارنو.' },
      },
      {
        name: 'views',
        kind: 'views',
        role: 'design-view',
        max: 20,
        options: viewChoices,
        level: 'M',
        label: { en: 'Views', ar: 'المناظر' },
        hint: {
          en: 'Sharp images on a plain background. What no view shows is not protected.',
          ar: 'صور واضحة على خلفية بسيطة. ما لا يظهر في أي منظر لا تشمله الحماية.',
        },
        missing: { en: 'Add at least one view.', ar: 'أضف منظرًا واحدًا على الأقل.' },
      },
      {
        name: 'verbalElement',
        kind: 'line',
        max: 300,
        level: 'O',
        label: { en: 'Verbal elements', ar: 'العناصر اللفظية' },
        hint: { en: 'Words that can be read in the views.', ar: 'الكلمات المقروءة في المناظر.' },
      },
      {
        name: 'description',
        kind: 'text',
        max: 2000,
        level: 'O',
        label: { en: 'Description', ar: 'الوصف' },
        hint: {
          en: 'What the views show; nothing about function or advantages.',
          ar: 'ما تُظهره المناظر، دون ذكر الوظيفة أو المزايا.',
        },
      },
      {
        name: 'colours',
        kind: 'lines',
        max: 60,
        maxLines: 20,
        level: 'O',
        label: { en: 'Colours claimed', ar: 'الألوان المطلوب حمايتها' },
        hint: {
          en: 'One colour a line. Leave empty where no colour is claimed.',
          ar: 'لون واحد في كل سطر. اتركه فارغًا إذا لم تكن الألوان محل حماية.',
        },
      },
      {
        name: 'deferred',
        kind: 'choice',
        level: 'O',
        label: {
          en: 'Is the publication of this design to wait?',
          ar: 'هل يؤجَّل نشر هذا التصميم؟',
        },
        options: yesNo,
      },
    ],
  },
}

const publicationPage: FormPage = {
  id: 'publication',
  title: { en: 'Set and publication', ar: 'المجموعة والنشر' },
  fields: [
    {
      name: 'isSet',
      kind: 'choice',
      level: 'O',
      label: {
        en: 'Do the designs belong together as a set?',
        ar: 'هل تشكل التصاميم مجموعة واحدة؟',
      },
      hint: {
        en: 'Such as a table with its chairs, which are sold and used together.',
        ar: 'كطاولة مع كراسيها تُباع وتُستعمل معًا.',
      },
      options: yesNo,
    },
    {
      name: 'deferMonths',
      kind: 'number',
      min: 1,
      max: 30,
      level: 'O',
      label: { en: 'Months for which publication is to wait', ar: 'عدد أشهر تأجيل النشر' },
      hint: {
        en: 'For the designs that you have marked, counted from the filing date or the earliest priority; 30 at most.',
        ar: 'للتصاميم التي حددتها، محسوبة من تاريخ الإيداع أو أقدم أولوية، و30 على الأكثر.',
      },
    },
  ],
}

const designersPage = makersPage({
  path: 'designers',
  title: { en: 'Designers', ar: 'المصممون' },
  lead: {
    en: 'Everybody who made the designs, also where they are applicants.',
    ar: 'كل من أسهم في التصاميم، وإن كان من مقدمي الطلب.',
  },
  itemName: { en: 'Designer', ar: 'المصمم' },
  addLabel: { en: 'Add a designer', ar: 'إضافة مصمم' },
  missing: { en: 'Name at least one designer.', ar: 'اذكر مصممًا واحدًا على الأقل.' },
})

const priorityPage = prioritiesPage({
  lead: {
    en: 'An earlier first filing of the same designs, at most six months ago (Paris Convention, Article 4). Leave this empty where there is none.',
    ar: 'إيداع أول سابق للتصاميم نفسها لم تمضِ عليه ستة أشهر (المادة 4 من اتفاقية باريس). اترك هذا القسم فارغًا إذا لم يوجد.',
  },
  hint: {
    en: 'The state or the organisation at which the designs were first filed.',
    ar: 'الدولة أو المنظمة التي أودعت فيها التصاميم أول مرة.',
  },
})

export const designForm: FormDefinition & { request: 'design-application' } = {
  version: 'ds-1',
  request: 'design-application',
  right: 'DS',
  title: { en: 'Industrial design application', ar: 'طلب تسجيل تصميم صناعي' },
  sections: [
    {
      id: 'the-designs',
      title: { en: 'The application and the designs', ar: 'الطلب والتصاميم' },
      pages: [filingPage, designsPage, publicationPage],
    },
    {
      id: 'people',
      title: { en: 'Applicants, designers and agent', ar: 'مقدمو الطلب والمصممون والوكيل' },
      pages: [
        applicantsPage({
          en: 'Whoever is to own the designs. Several applicants own them jointly.',
          ar: 'من ستُسجَّل التصاميم باسمه. إذا تعدد مقدمو الطلب اشتركوا في ملكيتها.',
        }),
        designersPage,
        agentPage,
        powerPage,
      ],
    },
    { id: 'scope', title: { en: 'Priority', ar: 'الأولوية' }, pages: [priorityPage] },
    {
      id: 'completion',
      title: { en: 'Documents and signature', ar: 'المستندات والتوقيع' },
      pages: [
        documentsPageFor(['translation', 'priority-certificate', 'entitlement', 'consent', 'other']),
        signaturePage,
      ],
    },
  ],
}
