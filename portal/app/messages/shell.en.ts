/** The words of the shell around drafting pages, in English. */
import { countedInEnglish as counted } from './counted-in-english.ts'

export const shellInEnglish = {
  nav: {
    drafts: 'Drafts',
    cart: 'Cart',
    inCart: (count: number) => `Cart, ${count} ready`,
    sent: 'Sent',
    files: 'My files',
    device: 'This device',
    deviceOf: (name: string) => `This device, ${name}`,
  },
  opening: 'Opening what is kept on this device',
  standing: {
    label: 'Saving and sending',
    saving: 'Saving…',
    saved: 'Saved on this device',
    notYetSent: 'not yet sent',
    queued: (count: number) => `${counted(count, 'dossier')} not yet filed`,
    needsYou: (count: number) => `${counted(count, 'dossier')} need${count === 1 ? 's' : ''} you`,
    unreadable: (count: number) =>
      `${counted(count, 'record')} on this device cannot be read; nothing was deleted`,
    away: 'no connection to the office',
    signIn: 'sign in to send',
    otherUser: 'another person is signed in here: sign in to send',
    clockWrong: 'this device’s clock is wrong; the office’s time counts',
  },
  otherPerson: {
    lead: (name: string) =>
      `These are the drafts of ${name}; another person is signed in at the office. Once they work here, these drafts stay on this device, locked, until ${name} signs in again.`,
    workHere: 'Work here as the person who is signed in',
    again: 'That did not work: try again',
  },
  nobody: {
    title: 'Sign in once, then draft anywhere',
    lead: 'Nobody has signed in to this office on this device yet. After you have, your drafts open and save here without a network too.',
    signIn: 'Sign in',
    away: 'Signing in needs a network, and the office cannot be reached now. This page goes on by itself when it can.',
    back: 'To the office’s page',
    staffTitle: 'Drafting is for agents and applicants',
    staff: 'You are signed in as a member of the office, who cannot file. Sign in as an agent to draft.',
  },
  closed: {
    title: 'This device is closed',
    'signed-out': 'You signed out here; your drafts are no longer on this device.',
    'other-user':
      'Another person has signed in on this device. Your drafts stay locked until you sign in again.',
    outdated: 'A newer version of this page is open in another tab. Load this page again to go on here.',
    closed: 'What is kept on this device was closed.',
    reload: 'Open again',
  },
  failed: {
    title: 'What is kept on this device cannot be opened',
    lead: 'Nothing was deleted. Close other tabs of this site and open the page again. In a private window the browser keeps nothing: use a normal one.',
  },
  update: {
    ready: 'A new version is ready.',
    reload: 'Reload when you like',
    waiting: 'The new version starts as soon as everything is saved in every tab…',
  },
}
