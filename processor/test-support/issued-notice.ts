/** What tests of answers need: a notice that has reached its party, without the office's work on it, and an answer to it. */
import { aTrademarkRequest } from '@lodge/mocks'
import {
  money,
  streamOf,
  type NewEvent,
  type PlainDate,
  type ResponseRequest,
  type SubmissionBody,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { appendEvents } from '../src/store/streams.ts'
import { nextSeed } from './filing.ts'
import type { TestOffice } from './test-office.ts'

export type NoticeWish = {
  fileId: string
  officeId?: string
  /** The last day to answer. */
  answerBy?: PlainDate | null
  /** The fields that it names. */
  fields?: readonly string[]
  makerId?: string
}

/** Stores a notice as it stands once it is sealed and issued, with its events; returns its id. */
export async function issueNotice(
  { office: { store, clock } }: TestOffice,
  {
    fileId,
    officeId = 'borovia',
    answerBy = '2199-12-31',
    fields = ['applicants.0.address'],
    makerId = 'examiner-1',
  }: NoticeWish,
): Promise<string> {
  const noticeId = uuidv7()
  const documentId = uuidv7()
  const at = clock.now()
  const events: NewEvent[] = [
    {
      type: 'file.acted',
      v: 1,
      data: {
        action: 'deficiency-found',
        status: 'Pending',
        process: 'capture-and-formality',
        st27: 'D00',
        nationalCode: 'DEFICIENCY',
      },
    },
    {
      type: 'file.notice-issued',
      v: 1,
      data: {
        documentId,
        role: 'notice',
        sha256: '0'.repeat(64),
        bytes: 1,
        mediaType: 'application/pdf',
        noticeId,
        answerBy,
      },
    },
  ]
  await store.transaction(async (session) => {
    store.notices.add(
      [
        {
          _id: noticeId,
          officeId,
          fileId,
          template: 'deficiency',
          action: 'deficiency-found',
          language: 'en',
          deficiencies: [
            {
              question: 'applicant-address',
              fields: [...fields],
              text: 'The address of an applicant is not complete.',
              legalBasis: 'Trademark Act, Article 12(1)',
              overcome: 'Give the complete address.',
            },
          ],
          note: '',
          limit: answerBy === null ? { kind: 'none' } : { kind: 'date', date: answerBy },
          state: 'issued',
          makerId,
          taskId: null,
          approvalId: null,
          documentId,
          issuedAt: at,
          answerBy,
          answerTrace: [],
          answeredBy: null,
          answeredAt: null,
          answerDecidedAt: null,
          returned: null,
          createdAt: at,
          updatedAt: at,
          rev: 1,
        },
      ],
      session,
    )
    await appendEvents(store, session, {
      officeId,
      stream: streamOf('file', fileId),
      events,
      by: `user:${makerId}`,
      causedBy: null,
      at,
    })
  })
  return noticeId
}

export type AnswerWish = {
  noticeId: string
  fileNumber: string
  changes?: ResponseRequest['changes']
  text?: string
  documents?: ResponseRequest['documents']
}

/** Returns a dossier that holds one answer, with nothing to pay; `more` requests beside it. */
export function anAnswer({
  noticeId,
  fileNumber,
  changes = [],
  text,
  documents = [],
}: AnswerWish): SubmissionBody {
  const request: ResponseRequest = {
    requestId: aTrademarkRequest({ seed: nextSeed() * 7919 }).requestId,
    kind: 'response-to-office-action',
    formVersion: 'r33-1',
    branch: 'main',
    language: 'en',
    noticeId,
    fileNumber,
    ...(text === undefined ? {} : { text }),
    changes,
    documents,
    signature: { name: 'Ivana Petrova', capacity: 'Agent' },
  }
  return {
    dossierId: uuidv7(),
    quote: { tariffVersion: 'none', total: money(0n, 'BGN') },
    requests: [request],
  }
}
