/** Searching the account's files. */
import type { FileFacts } from '@lodge/shared-types'

/** Returns the files in which every word of a search stands: in the number, the title or an owner's name. */
export function filesFound(files: readonly FileFacts[], query: string): readonly FileFacts[] {
  const asked = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (asked.length === 0) return files
  return files.filter(({ fileNumber, title, owners }) => {
    const text = `${fileNumber}\n${title}\n${owners.join('\n')}`.toLowerCase()
    return asked.every((word) => text.includes(word))
  })
}
