/** The trademark form's pages about goods, services, priority and seniority. */
import type { FormPage } from './form.ts'
import { prioritiesPage } from './priority-page.ts'
import { yesNo } from './yes-no.ts'

export const goodsPage: FormPage = {
  id: 'goods-and-services',
  title: { en: 'Goods and services', ar: 'السلع والخدمات' },
  lead: {
    en: 'What the mark is used or to be used for, by classes of the Nice Classification. The list can be narrowed later, never widened.',
    ar: 'ما تُستعمل له العلامة أو سيُستعمل له، بحسب فئات تصنيف نيس. يجوز تضييق القائمة لاحقًا ولا يجوز توسيعها.',
  },
  list: {
    path: 'goodsAndServices',
    level: 'M',
    missing: { en: 'Name at least one class.', ar: 'اذكر فئة واحدة على الأقل.' },
    max: 'maxClasses',
    itemName: { en: 'Class', ar: 'الفئة' },
    addLabel: { en: 'Add a class', ar: 'إضافة فئة' },
    titleOf: ['classNumber'],
    fields: [
      {
        name: 'classNumber',
        kind: 'class-number',
        level: 'M',
        label: { en: 'Nice class', ar: 'فئة تصنيف نيس' },
        missing: { en: 'Choose the class.', ar: 'اختر الفئة.' },
      },
      {
        name: 'terms',
        kind: 'terms',
        max: 500,
        maxTerms: 10_000,
        level: 'M',
        label: { en: 'Goods or services in this class', ar: 'السلع أو الخدمات في هذه الفئة' },
        hint: {
          en: 'Choose from the office’s list, or write your own, one a line. Terms of the list are accepted without further examination of their wording.',
          ar: 'اختر من قائمة المكتب أو اكتب البنود بنفسك، بندًا في كل سطر. تُقبل بنود القائمة دون فحص إضافي لصياغتها.',
        },
        missing: {
          en: 'Name at least one good or service in this class.',
          ar: 'اذكر سلعة أو خدمة واحدة على الأقل في هذه الفئة.',
        },
      },
    ],
  },
}

export const trademarkPrioritiesPage = prioritiesPage({
  lead: {
    en: 'An earlier first filing of the same mark, at most six months ago (Paris Convention, Article 4). Leave this empty where there is none.',
    ar: 'إيداع أول سابق للعلامة نفسها لم تمضِ عليه ستة أشهر (المادة 4 من اتفاقية باريس). اترك هذا القسم فارغًا إذا لم يوجد.',
  },
  hint: {
    en: 'The state or the organisation at which the mark was first filed.',
    ar: 'الدولة أو المنظمة التي أودعت فيها العلامة أول مرة.',
  },
})

export const exhibitionPage: FormPage = {
  id: 'exhibition',
  title: { en: 'Exhibition priority', ar: 'أولوية المعرض' },
  when: { rule: 'priorities', is: true },
  fields: [
    {
      name: 'exhibition.claimed',
      kind: 'choice',
      decides: 'exhibition',
      level: 'O',
      label: {
        en: 'Were the goods shown at an official exhibition in the last six months?',
        ar: 'هل عُرضت السلع في معرض رسمي خلال الأشهر الستة الماضية؟',
      },
      hint: {
        en: 'Then the application can claim the day on which they were first shown (Paris Convention, Article 11).',
        ar: 'في هذه الحالة يجوز المطالبة بيوم عرضها أول مرة (المادة 11 من اتفاقية باريس).',
      },
      options: yesNo,
    },
    {
      name: 'exhibition.name',
      kind: 'line',
      max: 200,
      level: 'F',
      when: { path: 'exhibition.claimed', isOneOf: ['yes'] },
      label: { en: 'Name and place of the exhibition', ar: 'اسم المعرض ومكانه' },
      missing: { en: 'Enter the name of the exhibition.', ar: 'أدخل اسم المعرض.' },
    },
    {
      name: 'exhibition.date',
      kind: 'date',
      level: 'F',
      when: { path: 'exhibition.claimed', isOneOf: ['yes'] },
      label: { en: 'Day on which the goods were first shown', ar: 'يوم عرض السلع أول مرة' },
      missing: {
        en: 'Enter the day on which the goods were first shown.',
        ar: 'أدخل يوم عرض السلع أول مرة.',
      },
    },
    {
      name: 'exhibition.proof',
      kind: 'document',
      role: 'evidence',
      level: 'O',
      when: { path: 'exhibition.claimed', isOneOf: ['yes'] },
      label: { en: 'Certificate of the exhibition', ar: 'شهادة المعرض' },
      hint: {
        en: 'Issued by whoever held the exhibition. It can follow later.',
        ar: 'صادرة عن منظم المعرض. يجوز تقديمها لاحقًا.',
      },
    },
  ],
}

export const senioritiesPage: FormPage = {
  id: 'seniorities',
  title: { en: 'Seniority', ar: 'الأسبقية' },
  when: { rule: 'priorities', is: true },
  lead: {
    en: 'Earlier registrations of the same mark, for the same goods and by the same owner, whose age you claim. Leave this empty where there are none.',
    ar: 'تسجيلات سابقة للعلامة نفسها وللسلع نفسها باسم المالك نفسه تطالب بأسبقيتها. اترك هذا القسم فارغًا إذا لم توجد.',
  },
  list: {
    path: 'seniorities',
    level: 'O',
    max: 20,
    itemName: { en: 'Seniority claim', ar: 'مطالبة بالأسبقية' },
    addLabel: { en: 'Claim a seniority', ar: 'إضافة مطالبة بالأسبقية' },
    titleOf: ['country', 'number', 'date'],
    fields: [
      {
        name: 'country',
        kind: 'country',
        level: 'F',
        label: { en: 'Office of the registration', ar: 'مكتب التسجيل' },
        missing: { en: 'Choose the office of the registration.', ar: 'اختر مكتب التسجيل.' },
      },
      {
        name: 'number',
        kind: 'line',
        max: 60,
        level: 'F',
        label: { en: 'Number of the registration', ar: 'رقم التسجيل' },
        missing: { en: 'Enter the number of the registration.', ar: 'أدخل رقم التسجيل.' },
      },
      {
        name: 'date',
        kind: 'date',
        level: 'F',
        label: { en: 'Filing date of the registration', ar: 'تاريخ إيداع التسجيل' },
        missing: { en: 'Enter the filing date of the registration.', ar: 'أدخل تاريخ إيداع التسجيل.' },
      },
    ],
  },
}
