/** The page about the people who made the invention or the design. */
import type { FormPage, Words } from './form.ts'
import { personFields } from './person-fields.ts'
import { yesNo } from './yes-no.ts'

/** Returns the page of inventors or of designers, by their words. */
export const makersPage = ({
  path,
  title,
  lead,
  itemName,
  addLabel,
  missing,
}: {
  path: 'inventors' | 'designers'
  title: Words
  lead: Words
  itemName: Words
  addLabel: Words
  missing: Words
}): FormPage => ({
  id: path,
  title,
  lead,
  list: {
    path,
    level: 'F',
    missing,
    max: 50,
    itemName,
    addLabel,
    titleOf: ['person.givenName', 'person.familyName', 'person.name'],
    fields: [
      ...personFields('person.'),
      {
        name: 'waiver',
        kind: 'choice',
        level: 'O',
        label: {
          en: 'Does this person give up being named in publications?',
          ar: 'هل يتنازل هذا الشخص عن ذكر اسمه في النشر؟',
        },
        options: yesNo,
      },
      {
        name: 'waiverDocument',
        kind: 'document',
        role: 'inventor-waiver',
        at: 'waiver',
        level: 'F',
        when: { path: 'waiver', isOneOf: ['yes'] },
        label: { en: 'Signed waiver', ar: 'تنازل موقّع' },
        missing: { en: 'Attach the signed waiver.', ar: 'أرفق التنازل الموقّع.' },
      },
    ],
  },
})
