/** What applicants read who follow a file, in English. */
import type { BusinessProcess } from '@lodge/shared-types'
import { countedInEnglish as counted } from './counted-in-english.ts'

const days = (count: number): string => counted(count, 'day')

export const followInEnglish = {
  view: {
    over: 'Application',
    fileNumber: 'File number',
    filingDate: 'Filing date',
    noDate: 'not given yet',
    figure: 'Figurative mark',
    standing: 'Where it stands',
    next: { office: 'It is the office’s turn', party: 'It is your turn', nobody: 'Nothing to do' },
    by: (date: string) => `By ${date}`,
    left: (count: number) => `${days(count)} left`,
    today: 'Today is the last day',
    past: (count: number) => `The last day was ${days(count)} ago`,
    officeTime: 'The office’s calendar counts.',
    agentHint:
      'If an agent acts for you, the agent has the notice: ask them. Otherwise the office has sent it to the address in the application.',
    way: 'The way of the application',
    steps: {
      filed: 'Filed',
      'capture-and-formality': 'Check of the form',
      publish: 'Publication',
      'pre-grant-challenge': 'Objections',
      grant: 'Decision',
      'post-grant-challenge': 'After the decision',
    } satisfies Record<BusinessProcess, string>,
    states: { done: 'done', here: 'now here', skipped: 'passed by', ahead: 'still to come' },
    happened: 'What happened so far',
  },
  link: {
    title: 'Follow an application',
    deadTitle: 'This link opens nothing',
    deadLead:
      'It may be mistyped or cut off, or it was taken back because another one was made. Scan the code on the filing receipt again, or ask the agent who gave you the link for the new one.',
    deadOffice: 'If neither helps, write to the office:',
    secret: 'Whoever has the address of this page can see it. Hand it on only to people who may know.',
    account: 'Follow with my account',
    accountLead: 'Then you find the file again without this link, and the office can write to you.',
    calendar: 'Put the deadlines into my calendar',
  },
  account: {
    title: 'Follow with an account',
    lead: (file: string) => `The file ${file} stays in your account, with what is next and until when.`,
    follow: 'Follow this file',
    following: 'You follow this file already.',
    toFile: 'Go to the file',
    staff: 'You are signed in as staff: you find this file at your desk.',
    signInTitle: 'I have an account',
    signInLead: 'Sign in; then you come back here.',
    signIn: 'Sign in',
    newTitle: 'I have no account yet',
    newLead: 'We send a link to your e-mail address. There you choose a password, and the account opens.',
    email: 'E-mail address',
    ask: 'Send me the link',
    sentTitle: 'Look into your e-mail',
    sentLead:
      'An e-mail is on its way to the address that you entered. Its link works once, for 24 hours. No e-mail? Look among unwanted e-mail, or try again in an hour.',
    back: 'Back to the file',
  },
  join: {
    title: 'Open your account',
    lead: 'You came by the link in our e-mail. Choose a password: the account opens with it, and you are signed in.',
    password: 'Password',
    passwordHint: 'At least 12 characters.',
    confirm: 'Open the account',
    deadTitle: 'This link does not work any more',
    deadLead:
      'It works once, for 24 hours. If your account is open already, sign in. Otherwise open the link to your file again and ask for an account once more.',
    signIn: 'Sign in',
  },
  following: {
    title: 'Files that you follow',
    nav: 'Following',
    lead: 'What waits for you stands first.',
    empty: 'You follow no file yet',
    emptyLead:
      'Scan the code “Follow the application” on a filing receipt, or open the link that your agent gave you. Then press “Follow with my account”.',
    back: 'All files that you follow',
    gone: 'The link by which you followed this file was taken back. Ask your agent for the new one.',
    open: 'See the file',
    unfollow: 'Stop following',
    unfollowHint: 'You can follow again by the link on the receipt.',
    settings: 'Your settings',
    mailWanted: 'The office writes to you by e-mail.',
    mailNotWanted: 'The office writes you no e-mail about the progress of your files.',
    wantMail: 'Write me e-mails',
    wantNoMail: 'Write me no e-mails',
    mailHint: 'Notices and the end of a time limit are always told.',
  },
  feed: {
    title: 'Deadlines in your calendar',
    lead: 'Subscribe to this address in your calendar program. What is answered goes away by itself.',
    address: 'Address of your calendar',
    open: 'Open the calendar',
    secret: 'Keep it to yourself: whoever has it sees your deadlines.',
    renew: 'Make a new address',
    renewHint: 'The address before stops at once.',
  },
  deadlines: {
    title: 'Needs you',
    all: 'All deadlines and your calendar',
    more: (count: number) => `and ${count} more`,
    pageTitle: 'Deadlines',
    lead: 'What the office waits for, the soonest first.',
    none: 'Nothing waits for you',
    noneLead: 'When the office asks for an answer, it stands here, with its last day.',
  },
  share: {
    title: 'Link for the applicant',
    nav: 'Link for the applicant',
    lead: 'Whoever has this link sees where the file stands and by when something must be done. They see no documents, no addresses and no payments.',
    address: 'Address',
    open: 'See what they see',
    none: 'There is no link',
    noneLead: 'Nobody can follow this file by a link.',
    followers: (count: number) =>
      count === 0
        ? 'Nobody follows by an account.'
        : count === 1
          ? 'One account follows by this link.'
          : `${count} accounts follow by this link.`,
    onReceipt: 'The filing receipt carries the first link that the file had.',
    renewTitle: 'Make a new link',
    renewLead:
      'The link before stops at once, also the one on the receipt, and accounts that follow by it see nothing more until they open the new one.',
    renew: 'Make a new link',
    revokeTitle: 'Take the link back',
    revokeLead: 'Nobody follows this file by a link any more. You can make a new one later.',
    revoke: 'Take the link back',
    back: 'Back to the file',
  },
  calendar: {
    name: (office: string) => `Deadlines at ${office}`,
    summary: (fileNumber: string, title: string) => `${fileNumber}: answer due · ${title}`,
    description: (office: string) =>
      `Last day for the answer to reach ${office}, by the office’s calendar. The entry goes away once the answer is there.`,
    alarm: (fileNumber: string) => `${fileNumber}: the answer is due in 7 days`,
  },
}
export type FollowWords = typeof followInEnglish
