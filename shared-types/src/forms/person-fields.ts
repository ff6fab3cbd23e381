/** What a form asks about a person: an applicant or an agent, natural or legal. */
import type { Condition, FormField, FormPage } from './form.ts'

const natural = (prefix: string): Condition => ({ path: `${prefix}kind`, isOneOf: ['natural'] })
const legal = (prefix: string): Condition => ({ path: `${prefix}kind`, isOneOf: ['legal'] })

/** Returns the fields of a person whose names begin with `prefix`: '' where the item is the person, else such as 'agent.person.'. */
export const personFields = (prefix: '' | `${string}.`): readonly FormField[] => [
  {
    name: `${prefix}kind`,
    kind: 'choice',
    level: 'M',
    label: { en: 'A person or an organisation', ar: 'شخص طبيعي أو شخص اعتباري' },
    missing: {
      en: 'Say whether this is a person or an organisation.',
      ar: 'حدّد ما إذا كان شخصًا طبيعيًا أم اعتباريًا.',
    },
    options: [
      {
        value: 'natural',
        label: { en: 'A natural person', ar: 'شخص طبيعي' },
      },
      {
        value: 'legal',
        label: { en: 'A legal entity', ar: 'شخص اعتباري' },
        hint: {
          en: 'A company, a firm, an association or a public body.',
          ar: 'شركة أو مكتب أو جمعية أو هيئة عامة.',
        },
      },
    ],
  },
  {
    name: `${prefix}givenName`,
    kind: 'line',
    max: 200,
    level: 'M',
    when: natural(prefix),
    label: { en: 'Given names', ar: 'الاسم الشخصي' },
    missing: { en: 'Enter the given names.', ar: 'أدخل الاسم الشخصي.' },
    autoComplete: 'given-name',
  },
  {
    name: `${prefix}familyName`,
    kind: 'line',
    max: 200,
    level: 'M',
    when: natural(prefix),
    label: { en: 'Family name', ar: 'اسم العائلة' },
    missing: { en: 'Enter the family name.', ar: 'أدخل اسم العائلة.' },
    autoComplete: 'family-name',
  },
  {
    name: `${prefix}name`,
    kind: 'line',
    max: 500,
    level: 'M',
    when: legal(prefix),
    label: { en: 'Official name', ar: 'الاسم الرسمي' },
    hint: {
      en: 'As it stands in the commercial register.',
      ar: 'كما هو مدوّن في السجل التجاري.',
    },
    missing: { en: 'Enter the official name.', ar: 'أدخل الاسم الرسمي.' },
    autoComplete: 'organization',
  },
  {
    name: `${prefix}nationality`,
    kind: 'country',
    level: 'O',
    when: natural(prefix),
    label: { en: 'Nationality', ar: 'الجنسية' },
  },
  {
    name: `${prefix}legalForm`,
    kind: 'line',
    max: 100,
    level: 'O',
    when: legal(prefix),
    label: { en: 'Legal form', ar: 'الشكل القانوني' },
    hint: {
      en: 'Such as limited liability company.',
      ar: 'مثل: شركة ذات مسؤولية محدودة.',
    },
  },
  {
    name: `${prefix}registrationNumber`,
    kind: 'line',
    max: 60,
    level: 'O',
    when: legal(prefix),
    label: { en: 'Number in the commercial register', ar: 'رقم القيد في السجل التجاري' },
  },
  {
    name: `${prefix}incorporatedIn`,
    kind: 'country',
    level: 'O',
    when: legal(prefix),
    label: { en: 'State of incorporation', ar: 'بلد التأسيس' },
  },
  {
    name: `${prefix}address.lines`,
    kind: 'lines',
    max: 200,
    maxLines: 5,
    level: 'M',
    label: { en: 'Address', ar: 'العنوان' },
    hint: {
      en: 'Street and number, building, floor; up to five lines.',
      ar: 'الشارع والرقم والمبنى والطابق، في خمسة أسطر على الأكثر.',
    },
    missing: { en: 'Enter at least one line of the address.', ar: 'أدخل سطرًا واحدًا من العنوان على الأقل.' },
    autoComplete: 'street-address',
  },
  {
    name: `${prefix}address.city`,
    kind: 'line',
    max: 100,
    level: 'M',
    label: { en: 'Town or city', ar: 'المدينة' },
    missing: { en: 'Enter the town or city.', ar: 'أدخل اسم المدينة.' },
    autoComplete: 'address-level2',
  },
  {
    name: `${prefix}address.postalCode`,
    kind: 'line',
    max: 20,
    level: 'O',
    label: { en: 'Postal code', ar: 'الرمز البريدي' },
    autoComplete: 'postal-code',
  },
  {
    name: `${prefix}address.country`,
    kind: 'country',
    level: 'M',
    label: { en: 'Country', ar: 'البلد' },
    missing: { en: 'Choose the country of the address.', ar: 'اختر بلد العنوان.' },
    autoComplete: 'country',
  },
  {
    name: `${prefix}email`,
    kind: 'email',
    level: 'M',
    label: { en: 'E-mail address', ar: 'البريد الإلكتروني' },
    hint: {
      en: 'The office writes to this address about the application.',
      ar: 'يراسلك المكتب على هذا العنوان بشأن الطلب.',
    },
    missing: { en: 'Enter an e-mail address.', ar: 'أدخل عنوان بريد إلكتروني.' },
    autoComplete: 'email',
  },
  {
    name: `${prefix}phone`,
    kind: 'phone',
    level: 'O',
    label: { en: 'Telephone', ar: 'الهاتف' },
    hint: {
      en: 'With the country code, such as +49 30 123456.',
      ar: 'مع رمز البلد، على نحو +965 2222 0100.',
    },
    autoComplete: 'tel',
  },
]

/** Everything that forms ask about a person, on a page of its own: for an address book. */
export const personPage: FormPage = {
  id: 'person',
  title: { en: 'Person', ar: 'الشخص' },
  fields: personFields(''),
}

/**
 * Returns the fields that a field stands for: those of a person for a `person`, asked when it is, and every other field
 * itself. Of an optional person only the first question is optional: whoever answers it names the person.
 */
export function expandPerson(field: FormField): readonly FormField[] {
  if (field.kind !== 'person') return [field]
  const prefix = field.name === '' ? '' : (`${field.name}.` as const)
  const kind = `${prefix}kind`
  const isNamed: Condition = { path: kind, isOneOf: ['natural', 'legal'] }
  const when = field.when ? { when: field.when } : {}
  return personFields(prefix).map((one): FormField => {
    if (one.name === kind && one.kind === 'choice') {
      const { label, options, name } = one
      const asked = { name, kind: one.kind, options, ...when, label: prefix === '' ? label : field.label }
      const hint = field.hint ? { hint: field.hint } : {}
      return field.level === 'O'
        ? { ...asked, ...hint, level: 'O' }
        : { ...asked, ...hint, level: field.level, missing: field.missing }
    }
    return one.when ? one : { ...one, when: isNamed }
  })
}
