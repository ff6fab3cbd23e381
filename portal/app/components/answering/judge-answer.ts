/** Checks an answer and puts the dossier together that it is sent as. Loaded once its page stands. */
import {
  checkAnswerDraft,
  money,
  priceableOf,
  priceFacts,
  responseFormVersion,
  sentenceOf,
  tariffOn,
  type FormDefinition,
  type FormValues,
  type Language,
  type PlainDate,
  type PublicProfile,
} from '@lodge/shared-types'
import { frozenDossier } from '../../device/frozen-dossier.ts'
import type { Draft } from '../../device/drafts.ts'
import type { KeptNotice } from '../../device/notices.ts'
import type { FrozenDossier } from '../../device/outbox-rows.ts'

export type AnswerFacts = {
  notice: KeptNotice
  /** The form of the application that the notice is about. */
  form: FormDefinition
  profile: PublicProfile
  /** The day at the office. */
  on: PlainDate
  draft: Pick<Draft, 'id' | 'requestId'>
  /** In which errors are told. */
  language: Language
}

export type JudgedAnswer = {
  errors: readonly { path: string; sentence: string }[]
  /** How many entries of the application it changes. */
  changes: number
  /** Returns the dossier of this one answer, ready to be sent. @throws ZodError where errors were found. */
  freeze: () => FrozenDossier
}

/** The fields that a notice names. */
const fieldsOf = ({ deficiencies }: KeptNotice): string[] => deficiencies.flatMap(({ fields }) => fields)

export function judgeAnswer(
  values: FormValues,
  { notice, form, profile, on, draft, language }: AnswerFacts,
): JudgedAnswer {
  const { requestId } = draft
  const { errors, content, signature } = checkAnswerDraft(values, {
    form,
    application: notice.request,
    fields: fieldsOf(notice),
    office: profile,
    filedOn: notice.filedOn,
    requestId,
  })
  const freeze = (): FrozenDossier => {
    const kind = 'response-to-office-action' as const
    const tariff = tariffOn(profile.tariffs, on)
    const { branch, noticeId, fileNumber } = notice
    const request = {
      ...{ requestId, kind, formVersion: responseFormVersion, branch, language: notice.language },
      ...{ noticeId, fileNumber, ...content, signature },
    }
    return frozenDossier({
      dossierId: crypto.randomUUID(),
      key: crypto.randomUUID(),
      ownReference: '',
      drafts: [{ draftId: draft.id, request }],
      price: tariff
        ? priceFacts(tariff, [priceableOf(request)], { on, calendar: profile.calendar })
        : { tariffVersion: 'none', lines: [], total: money(0n, profile.currency) },
      frozenAt: new Date(),
      about: noticeId,
    })
  }
  const told = errors.map((error) => ({ path: error.path, sentence: sentenceOf(error, language) }))
  return { errors: told, changes: content.changes.length, freeze }
}
