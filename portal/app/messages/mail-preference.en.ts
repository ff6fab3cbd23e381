/** English: the page on which a recipient of mail chooses, without signing in, whether to get courtesy messages. */
export const mailPreferenceInEnglish = {
  title: 'Mail from the office',
  lead: 'Choose whether the office sends you mail about what happens to applications. You need not sign in.',
  address: 'Mail goes to',
  now: 'At present',
  choices: { email: 'Mail is sent', none: 'No mail is sent' },
  stop: 'Send no more mail',
  resume: 'Send mail again',
  stopped: 'You get no more mail of this kind',
  stoppedLead: 'You can change your mind here at any time.',
  resumed: 'You get mail again',
  resumedLead: 'We write when something happens to the application.',
  alwaysTitle: 'What is always sent',
  alwaysLead:
    'Notices of the office, time limits, acknowledgements, invoices and payments: whoever missed these could lose a right or money.',
}
export type MailPreferenceWords = typeof mailPreferenceInEnglish
