/** The form of a notice, read: each entry is named by its path in the notice, so that errors lead back to it. */
import type { NoticeLimit } from '@lodge/shared-types'

type Fields = Readonly<Record<string, string>>

/** Browsers send line ends as CR LF. */
const textOf = (fields: Fields, name: string): string => (fields[name] ?? '').replaceAll('\r\n', '\n').trim()

const units = ['days', 'weeks', 'months', 'years'] as const

/** Returns the time limit that was chosen; undefined where the form has none, which leaves the notice's as it is. */
export function limitIn(fields: Fields): NoticeLimit | undefined {
  switch (fields['limit.kind']) {
    case 'none':
      return { kind: 'none' }
    case 'date':
      return { kind: 'date', date: textOf(fields, 'limit.date') }
    case 'period':
      return {
        kind: 'period',
        period: {
          count: Number(textOf(fields, 'limit.count')),
          unit: units.find((unit) => unit === fields['limit.unit']) ?? 'days',
        },
      }
    case undefined:
    default:
      return undefined
  }
}

/** One more than a notice can have, so that too many are refused; what comes behind them is not looked at. */
const mostPoints = 101

/** Returns the points of the notice that are not left out. */
function deficienciesIn(fields: Fields) {
  const places = Object.keys(fields).flatMap(
    (name) => /^deficiencies\.(\d+)\.question$/.exec(name)?.[1] ?? [],
  )
  return places
    .map((place) => `deficiencies.${place}`)
    .filter((path) => fields[`${path}.remove`] === undefined)
    .slice(0, mostPoints)
    .map((path) => ({
      question: textOf(fields, `${path}.question`),
      fields: Object.keys(fields).flatMap((name) =>
        name.startsWith(`${path}.field:`) ? [name.slice(`${path}.field:`.length)] : [],
      ),
      text: textOf(fields, `${path}.text`),
      legalBasis: textOf(fields, `${path}.legalBasis`),
      overcome: textOf(fields, `${path}.overcome`),
    }))
}

/** Returns the change of a draft that its form asks for, as `updateNotice` takes it. */
export function changeIn(fields: Fields) {
  const limit = limitIn(fields)
  return {
    seenRev: Number(fields['seenRev']),
    language: fields['language'],
    note: textOf(fields, 'note'),
    deficiencies: deficienciesIn(fields),
    ...(limit === undefined ? {} : { limit }),
  }
}

/** Returns the note for whoever approves. */
export const noteForChecker = (fields: Fields): string => textOf(fields, 'askNote')
