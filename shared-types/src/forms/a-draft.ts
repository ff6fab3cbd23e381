/** Drafts for tests: a complete word mark, of which a test changes what it cares about. */
import type { FieldValue, FormValues } from './form.ts'

const document = (name: string, mediaType: string) => ({
  sha256: name.charCodeAt(0).toString(16).repeat(32),
  fileName: name,
  mediaType,
  bytes: 1000,
})

export const anImage = document('mark.png', 'image/png')
export const aPower = document('power.pdf', 'application/pdf')

/** The values of a draft that an office of `an-office-profile.ts` takes. */
export const draftData = {
  branch: 'main',
  language: 'en',
  'mark.kind': 'word',
  'mark.text': 'NORDWELL',
  'applicants.b': { at: 2 },
  'applicants.b.kind': 'legal',
  'applicants.b.name': 'Rosenthal Dairy AD',
  'applicants.b.address.lines': ['3 Market Square'],
  'applicants.b.address.city': 'Verna',
  'applicants.b.address.country': 'XB',
  'applicants.b.email': 'office@rosenthal.example',
  'applicants.a': { at: 1 },
  'applicants.a.kind': 'natural',
  'applicants.a.givenName': 'Ivana',
  'applicants.a.familyName': 'Petrova',
  'applicants.a.address.lines': ['14 Linden Boulevard', 'Floor 2'],
  'applicants.a.address.city': 'Borograd',
  'applicants.a.address.country': 'XB',
  'applicants.a.email': 'ivana@petrova.example',
  'agent.appointed': 'no',
  'goodsAndServices.g': { at: 1 },
  'goodsAndServices.g.classNumber': 25,
  'goodsAndServices.g.terms': ['Clothing', 'Footwear'],
  'signature.name': 'Ivana Petrova',
  'signature.capacity': 'Applicant',
} as const satisfies Record<string, FieldValue>

/** Returns the complete draft with values replaced; undefined takes a value out. */
export function aDraft(changed: Readonly<Record<string, FieldValue | undefined>> = {}): FormValues {
  const values = new Map<string, FieldValue>()
  for (const [path, value] of Object.entries<FieldValue | undefined>({ ...draftData, ...changed }))
    if (value !== undefined) values.set(path, value)
  return values
}

export const figurative = {
  'mark.kind': 'figurative',
  'mark.text': undefined,
  'mark.image': anImage,
} as const

/** An agent, a company, whose power is attached. */
export const withAgent = {
  'agent.appointed': 'yes',
  'agent.person.kind': 'legal',
  'agent.person.name': 'Linden IP Attorneys',
  'agent.person.address.lines': ['5 Saint Clement Street'],
  'agent.person.address.city': 'Borograd',
  'agent.person.address.country': 'XB',
  'agent.person.email': 'office@linden.example',
  'agent.power': 'attached',
  'agent.powerDocument': aPower,
} as const
