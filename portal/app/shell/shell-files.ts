/** The documents that the build lays down, by their address: shells of drafting pages, and the page for "no network". */
import type { Language } from '@lodge/shared-types'
import type { ShellName } from './drafting-addresses.ts'

/** Stands in the offline page where the office's id goes. */
export const officePlaceholder = 'office-of-this-device'

type OfflineShell = 'offline' | 'offline-without-office'

/** The page for "no network": with links to the drafts where an office is known. */
export const offlineShell = (hasOffice: boolean): OfflineShell =>
  hasOffice ? 'offline' : 'offline-without-office'

/** Returns the path of a document below the portal's origin. */
export const shellFile = (name: ShellName | OfflineShell, language: Language): string =>
  `/shells/${name}.${language}.html`
