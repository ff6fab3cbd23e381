/** What is known of a file, for tests: a test gives what it cares about, the rest is plain. */
import type { FileFacts } from '../src/requests/file-facts.ts'

export const aFile = (given: Partial<FileFacts> = {}): FileFacts => ({
  fileId: 'file-1',
  fileNumber: 'TL-TM-2016-1',
  right: 'TM',
  status: 'Registered',
  branch: 'main',
  language: 'en',
  isInternational: false,
  isPublished: true,
  dates: {},
  title: 'NORDWELL',
  owners: ['Rosenthal Dairy AD'],
  flags: [],
  entries: [],
  notices: [],
  classes: [],
  designs: [],
  ...given,
})
