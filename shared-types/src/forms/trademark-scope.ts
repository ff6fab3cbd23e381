/** The trademark form's pages about goods, services and priority. */
import type { FormPage } from './form.ts'

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

export const prioritiesPage: FormPage = {
  id: 'priorities',
  title: { en: 'Priority', ar: 'الأولوية' },
  when: { rule: 'priorities', is: true },
  lead: {
    en: 'An earlier first filing of the same mark, at most six months ago (Paris Convention, Article 4). Leave this empty where there is none.',
    ar: 'إيداع أول سابق للعلامة نفسها لم تمضِ عليه ستة أشهر (المادة 4 من اتفاقية باريس). اترك هذا القسم فارغًا إذا لم يوجد.',
  },
  list: {
    path: 'priorities',
    level: 'O',
    max: 20,
    itemName: { en: 'Priority claim', ar: 'مطالبة بالأولوية' },
    addLabel: { en: 'Claim a priority', ar: 'إضافة مطالبة بالأولوية' },
    titleOf: ['country', 'number', 'date'],
    fields: [
      {
        name: 'country',
        kind: 'country',
        level: 'F',
        label: { en: 'Office of first filing', ar: 'مكتب الإيداع الأول' },
        hint: {
          en: 'The state or the organisation at which the mark was first filed.',
          ar: 'الدولة أو المنظمة التي أودعت فيها العلامة أول مرة.',
        },
        missing: {
          en: 'Choose the office of the first filing.',
          ar: 'اختر مكتب الإيداع الأول.',
        },
      },
      {
        name: 'number',
        kind: 'line',
        max: 60,
        level: 'F',
        label: { en: 'Number of the first filing', ar: 'رقم الإيداع الأول' },
        missing: { en: 'Enter the number of the first filing.', ar: 'أدخل رقم الإيداع الأول.' },
      },
      {
        name: 'date',
        kind: 'date',
        level: 'F',
        label: { en: 'Date of the first filing', ar: 'تاريخ الإيداع الأول' },
        missing: { en: 'Enter the date of the first filing.', ar: 'أدخل تاريخ الإيداع الأول.' },
      },
      {
        name: 'certificate',
        kind: 'document',
        role: 'priority-certificate',
        level: 'O',
        label: { en: 'Priority certificate', ar: 'شهادة الأولوية' },
        hint: {
          en: 'A copy of the first filing, certified by the office that received it. It can follow later.',
          ar: 'صورة من الإيداع الأول مصدّقة من المكتب الذي تسلّمه. يجوز تقديمها لاحقًا.',
        },
      },
    ],
  },
}
