/** The words of the page of this device, in English. */
import { countedInEnglish as counted } from './counted-in-english.ts'

/** Minutes, then hours, then days, whichever people would say. */
const lengthInWords = (minutes: number): string => {
  if (minutes < 120) return counted(minutes, 'minute')
  return minutes < 48 * 60
    ? counted(Math.round(minutes / 60), 'hour')
    : counted(Math.round(minutes / (24 * 60)), 'day')
}

export const devicePageInEnglish = {
  title: 'This device',
  lead: 'Your drafts live here, encrypted, and open without a network.',
  who: 'Who works here',
  name: 'Name',
  office: 'Office',
  space: 'Room for drafts and documents',
  used: 'Used',
  free: 'Free',
  unknownSpace: 'The browser does not tell',
  kept: 'Kept for good',
  keptYes: 'Yes, the browser promised it',
  keptNo: 'Not promised',
  keptNoLead: 'When the device runs short of room, the browser might drop your drafts.',
  ask: 'Ask the browser to keep them',
  askedNo: 'The browser said no for now. Browsers say yes to sites that are installed or used often.',
  install: 'Install Lodge on this device',
  installLead: 'Lodge gets its own window and icon, and the browser keeps your drafts more surely.',
  clock: 'Clock',
  clockRight: 'Agrees with the office’s',
  clockWrong: (minutes: number) => `Off by ${lengthInWords(minutes)}`,
  clockWrongTitle: 'The clock of this device is wrong',
  clockWrongLead:
    'Nothing is lost by it: dates and fees here use the office’s time, and what you submit is dated by the office. Set the clock right when you can.',
  clockUnknown: 'Not compared yet',
  connection: 'Connection',
  online: 'The office answers',
  away: 'The office does not answer',
  awayLead: 'You can go on working; what you submit waits here.',
  unknown: 'Not tried yet',
  sender: 'Sending',
  leading: 'This tab sends',
  notLeading: 'Another tab sends',
  rules: 'Rules of the office on this device',
  rulesVersion: 'Rules',
  tariffVersion: 'Tariff',
  termsVersion: 'Terms',
  noRules: 'None yet',
  refresh: 'Look for newer rules',
  refreshed: 'These are the newest rules.',
  refreshFailed: 'The office does not answer. The rules that are here stay.',
  signOut: 'Sign out and clear this device',
  signOutLead:
    'Everything of yours is deleted from this device: drafts, documents, address book. This works without a network too. What the office acknowledged stays there.',
  unsent: (drafts: number, dossiers: number) =>
    `${[
      ...(drafts > 0 ? [counted(drafts, 'draft')] : []),
      ...(dossiers > 0 ? [counted(dossiers, 'dossier')] : []),
    ].join(' and ')} that the office does not have would be lost for good.`,
  confirm: 'I know that they will be lost',
  signOutNow: 'Sign out and delete everything here',
  signedOut: 'You are signed out, and this device is clear.',
}
