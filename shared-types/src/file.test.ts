import { describe, expect, test } from 'vitest'
import { append } from './a-history.ts'
import type { NewEvent } from './events.ts'
import { foldFile } from './file.ts'
import { streamOf } from './ids.ts'

const received: NewEvent = {
  type: 'file.received',
  v: 1,
  data: {
    fileNumber: 'BT-TM-2026-1',
    st13: 'XB502026000000001',
    right: 'TM',
    kind: 'trademark-application',
    branch: 'main',
    accountId: 'a1',
    dossierId: 'd1',
    submissionId: 's1',
    submissionNumber: 'S-2026-1',
    requestId: '7b0a4d3e-1f57-4c39-9c8e-0f4a3a1f9d11',
    onlineId: 'E-TM-2026-1',
    status: 'Filed',
    process: 'filed',
    st27: 'A00',
    parties: [],
  },
}
const notice = (answerBy: string | null): NewEvent => ({
  type: 'file.notice-issued',
  v: 1,
  data: {
    noticeId: 'n1',
    documentId: 'n1',
    role: 'notice',
    sha256: 'a'.repeat(64),
    bytes: 1,
    mediaType: 'application/pdf',
    answerBy,
  },
})
const fold = (...events: NewEvent[]) => foldFile(append([], events, streamOf('file', 'f1')))

describe('the state of a file', () => {
  test('begins with its receipt', () =>
    expect(fold(received)).toMatchObject({
      status: 'Filed',
      process: 'filed',
      st27: 'A00',
      filingDate: undefined,
    }))
  test('has the filing date that was accorded last', () =>
    expect(
      fold(
        received,
        { type: 'file.date-accorded', v: 1, data: { filingDate: '2026-11-20', trace: [] } },
        { type: 'file.date-accorded', v: 1, data: { filingDate: '2026-12-23', trace: [] } },
      ).filingDate,
    ).toBe('2026-12-23'))
  test('takes its status from the last act', () =>
    expect(
      fold(received, {
        type: 'file.acted',
        v: 1,
        data: {
          action: 'published',
          status: 'Published',
          process: 'publish',
          st27: 'Q00',
          nationalCode: 'P1',
        },
      }),
    ).toMatchObject({ status: 'Published', process: 'publish', st27: 'Q00' }))
  test('keeps the day to answer when another notice asks for nothing', () =>
    expect(fold(received, notice('2026-12-20'), notice(null))).toMatchObject({
      answerBy: '2026-12-20',
      documents: [{}, {}],
    }))
  test('waits for nothing once an answer is attached', () =>
    expect(
      fold(received, notice('2026-12-20'), {
        type: 'request.attached',
        v: 1,
        data: {
          requestId: '7b0a4d3e-1f57-4c39-9c8e-0f4a3a1f9d11',
          kind: 'response-to-office-action',
          about: 'n1',
          submissionId: 's1',
          onlineId: 'E-1',
          receivedAt: new Date(0),
        },
      }).answerBy,
    ).toBeUndefined())
})
