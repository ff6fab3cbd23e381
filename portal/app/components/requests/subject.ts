/** What a request is about: a file of the account, one of somebody else, an order or a payment. */
import type { FileFacts, RequestType, Right } from '@lodge/shared-types'

/** What a request is about, as a person names it. */
export type Subject =
  | { kind: 'own'; file: FileFacts }
  /** A file that is in the account of somebody else, or that is not known on this device. */
  | { kind: 'number'; fileNumber: string; right: Right }
  /** An order or a payment, by its number. */
  | { kind: 'money'; number: string }

const isAboutMoney = ({ about }: RequestType): boolean => about === 'order' || about === 'attempt'

/** Whether a request can be about such a thing at all. A notice goes to the side of the file, which has it in its account. */
export function isAbout(type: RequestType, subject: Subject): boolean {
  if (subject.kind === 'money') return isAboutMoney(type)
  if (subject.kind === 'number') return type.about === 'file' && type.rights.includes(subject.right)
  return !isAboutMoney(type) && type.rights.includes(subject.file.right)
}
