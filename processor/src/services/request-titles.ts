/** What a request is called, for people: the title of its form, and what it is about. */
import {
  formFor,
  isApplication,
  textIn,
  titleOfApplication,
  type Language,
  type OfficeProfile,
  type Request,
} from '@lodge/shared-types'
import { documentLanguages } from '../receipts/labels.ts'

type Office = Pick<OfficeProfile, 'requests' | 'requestTypes'>

/** Returns what a request asks for, such as "Trademark application" or "Renewal". */
export function titleOfRequest(request: Request, office: Office, language: Language): string {
  if (request.kind === 'response-to-office-action') return documentLanguages[language].labels.answerToNotice
  const form = formFor(request, office)
  if (form) return textIn(form.title, language)
  return request.kind === 'post-filing' ? request.type : documentLanguages[language].labels.application
}

/** Returns what a request asks for with what it is about: its mark or title, or the number of its file or order. */
export function titleWithSubject(request: Request, office: Office, language: Language): string {
  const about = isApplication(request)
    ? titleOfApplication(request)
    : (request.fileNumber ?? ('orderNumber' in request ? request.orderNumber : undefined) ?? '')
  const title = titleOfRequest(request, office, language)
  return about === '' ? title : `${title}: ${about}`
}
