/** What is told of a file where no register is at hand, gathered from its history and its register. Pure. */
import type { DomainEvent } from '../events.ts'
import { evolveFile, noFile } from '../file.ts'
import { nameOf } from '../parties.ts'
import type { PlainDate } from '../plain-date.ts'
import type { ApplicationRequest, Right } from '../request-kinds.ts'
import { wordsOfMark } from '../trademark-request.ts'
import { designNumbersOf } from './effect-scope.ts'
import type { FileFacts } from './file-facts.ts'
import { annuityYearOf, fileDatesOf, type DateOffice } from './file-dates.ts'
import type { RegisterRest } from './register.ts'
import { labelOfEntry } from './register-entries.ts'

/** All that is read of a file before its facts are told. */
export type FileSources = {
  fileId: string
  fileNumber: string
  right: Right
  branch: string
  history: readonly DomainEvent[]
  /** Absent for a file that was filed on paper. */
  application: ApplicationRequest | undefined
  rest: RegisterRest
  /** Names of the owners where there is no application. */
  owners: readonly string[]
  /** Notices that wait for an answer. */
  notices: readonly { noticeId: string; title: string; answerBy: PlainDate; extensions: number }[]
  /** The office's first language: that of a file without an application. */
  language: string
}

/** Returns what an application is called: the words of the mark, or the title of the invention or of the first design. */
export function titleOfApplication(application: ApplicationRequest): string {
  switch (application.kind) {
    case 'trademark-application':
      return wordsOfMark(application.mark) ?? ''
    case 'patent-application':
    case 'utility-model-application':
      return application.invention.title
    case 'design-application':
      return application.designs[0]?.product ?? ''
  }
}

/** Returns the facts of a file; undefined where its history does not begin with its reception. */
export function fileFactsOf(sources: FileSources, office: DateOffice): FileFacts | undefined {
  const { history, application, rest, right, notices, fileId, fileNumber, branch } = sources
  const { status } = history.reduce(evolveFile, noFile)
  if (status === undefined) return undefined
  const dates = fileDatesOf(history, { application, rest, right }, office)
  const due = dates['annuity-due']
  return {
    ...{ fileId, fileNumber, right, branch, status, dates, notices },
    language: application?.language ?? sources.language,
    isInternational: rest.flags.includes('international'),
    isPublished: dates.publication !== undefined,
    ...(dates.filing !== undefined && due !== undefined
      ? { annuityYear: annuityYearOf(dates.filing, due) }
      : {}),
    title: application ? titleOfApplication(application) : '',
    owners: application ? application.applicants.map(nameOf) : sources.owners,
    ...(application && 'inventors' in application
      ? { inventors: application.inventors.map(({ person }) => nameOf(person)) }
      : {}),
    ...(application && 'designers' in application
      ? { designers: application.designers.map(({ person }) => nameOf(person)) }
      : {}),
    flags: rest.flags,
    entries: rest.entries
      .filter(({ state }) => state === 'in-force')
      .map((entry) => ({ list: entry.list, no: entry.no, label: labelOfEntry(entry) })),
    classes: application?.kind === 'trademark-application' ? application.goodsAndServices : [],
    designs: application ? designNumbersOf({ application, rest }) : [],
    ...(application && 'invention' in application ? { claims: application.invention.claims } : {}),
  }
}
