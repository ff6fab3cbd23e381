/** A file as the office tells it to its own account, for tests that say only what matters. */
import type { FileFacts } from '@lodge/shared-types'

export const aFile = (change: Partial<FileFacts> = {}): FileFacts => ({
  fileId: 'file-1',
  fileNumber: 'BT/TM/2026/1',
  right: 'TM',
  status: 'Registered',
  branch: 'main',
  language: 'en',
  isInternational: false,
  isPublished: true,
  dates: { filing: '2017-03-01', registration: '2017-11-20', expiry: '2027-03-01' },
  title: 'AURORA',
  owners: ['Karoo Trading Ltd.'],
  flags: [],
  entries: [],
  notices: [],
  classes: [{ classNumber: 9, terms: ['Tide gauges'] }],
  designs: [],
  ...change,
})
