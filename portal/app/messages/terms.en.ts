/** The words by which goods and services are written into a class, in English. */
import { countedInEnglish as counted } from './counted-in-english.ts'

export const termsInEnglish = {
  title: 'Goods and services in this class',
  find: 'Find or write a term',
  addFree: (text: string) => `Add “${text}” in your own words`,
  paste: 'Paste many at once',
  pasteLabel: 'Terms, one on a line or with a semicolon between them',
  pasteAdd: 'Add these terms',
  pasted: (added: number, repeated: number) =>
    repeated === 0
      ? `${counted(added, 'term')} added.`
      : `${counted(added, 'term')} added; ${repeated} were there already.`,
  verdicts: {
    validated: 'Validated',
    'wrongly-classified': 'Wrong class',
    'non-existent': 'Own words',
  },
  verdictHints: {
    validated: 'In the office’s list for this class.',
    'wrongly-classified': 'The office’s list has it in another class.',
    'non-existent': 'Not in the office’s list; the examiner looks at it.',
  },
  move: (classNumber: number) => `Move to class ${classNumber}`,
  moveOf: (term: string, classNumber: number) => `Move to class ${classNumber}: “${term}”`,
  moveAll: (count: number) =>
    count === 1 ? 'Move the one in a wrong class' : `Move all ${count} to their classes`,
  moved: (count: number) => `${counted(count, 'term')} moved.`,
  remove: 'Remove',
  removeOf: (term: string) => `Remove “${term}”`,
  filter: 'Show',
  all: (count: number) => `All ${count}`,
  only: (name: string, count: number) => `${name} ${count}`,
  classFirst: 'Choose the class first.',
  empty: 'No terms here yet. Find the first one above.',
  shown: (from: number, to: number, count: number) => `${from}–${to} of ${count}`,
  earlier: 'Earlier',
  later: 'Later',
  pages: 'Pages of terms',
  tooMany: (max: number) => `Only the first ${max} fit into one application.`,
}
