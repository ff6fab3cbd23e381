/** Gathers what the letter of a notice says: from the profile, the file, the request as it stands, and the officer's texts. */
import {
  answerByOn,
  foldFile,
  labelOfPath,
  nameOf,
  streamOf,
  textIn,
  titleOfApplication,
  traceTextIn,
  type OfficeProfile,
  type PlainDate,
} from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import { titleOfRequest } from '../request-titles.ts'
import type { NoticeData } from '../../receipts/notice-document.ts'
import type { Row } from '../../store/rows.ts'
import { readStream } from '../../store/streams.ts'
import { currentRequest, requestWithDocuments } from '../file-request.ts'
import { personNames } from '../person-names.ts'
import { addressLines, entryInWords } from './entry-in-words.ts'
import { templateOf } from './notice-rules.ts'

/** A list of thousands of goods need not stand in the letter again: its beginning says which it is. */
const maxValue = 400
const shortened = (value: string): string =>
  value.length > maxValue
    ? `${value
        .slice(0, maxValue)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`
    : value

/** Returns what the notice says when it is issued on `issuedOn`, a day of the office's own clock. */
export async function noticeData(
  office: Office,
  profile: OfficeProfile,
  notice: Row<'notices'>,
  issuedOn: PlainDate,
): Promise<NoticeData> {
  const { store, env } = office
  const { _id, officeId, fileId, language, deficiencies, note, limit, makerId } = notice
  const file = await store.files.one({ _id: fileId, officeId })
  if (!file) throw new Error(`The file ${fileId} of the notice ${_id} is missing`)
  const { request } = await currentRequest(store, officeId, fileId)
  const whole = await requestWithDocuments(store, officeId, fileId)
  const { filingDate } = foldFile(await readStream(store, officeId, streamOf('file', fileId)))
  const names = await personNames(store, officeId, [makerId])
  const template = templateOf(profile, notice)
  const answerBy = answerByOn(profile.calendar, limit, issuedOn)
  const url = `${env.PUBLIC_ORIGIN}/o/${officeId}`
  const telling = { profile, language }
  const applicant = request.applicants[0]
  const addressee = request.agent?.person ?? applicant
  if (!addressee) throw new Error(`The request of file ${fileId} names nobody`)
  return {
    office: {
      name: textIn(profile.name, language),
      address: textIn(profile.address, language),
      url,
      timeZone: profile.timeZone,
    },
    language,
    title: textIn(template.title, language),
    requestTitle: titleOfRequest(request, profile, language),
    fileNumber: file.fileNumber,
    onlineId: file.onlineId,
    ownReference: file.ownReference,
    filingDate: filingDate ?? null,
    issuedOn,
    answerBy: answerBy?.date ?? null,
    answerTrace: (answerBy?.trace ?? []).map((step) => ({
      rule: step.rule,
      date: step.date,
      text: traceTextIn(step, language),
    })),
    answerUrl: answerBy ? `${url}/notices/${_id}` : null,
    addressee: { name: nameOf(addressee), addressLines: addressLines(addressee.address, telling) },
    applicants: request.applicants.map(nameOf),
    mark: titleOfApplication(request),
    opening: textIn(template.opening, language),
    closing: textIn(template.closing, language),
    deficiencies: deficiencies.map(({ fields, text, legalBasis, overcome }) => ({
      fields: fields.map((path) => ({
        label: labelOfPath(path, language, request),
        value: shortened(entryInWords(whole, path, telling)),
      })),
      text,
      legalBasis,
      overcome,
    })),
    note,
    officer: names.get(makerId)?.name ?? textIn(profile.name, language),
    verificationUrl: `${url}/verify/${file.verificationCode}`,
    stamp: null,
  }
}
