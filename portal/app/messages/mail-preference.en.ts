/** English: the page on which a recipient of e-mail chooses, without signing in, whether to get courtesy messages. */
export const mailPreferenceInEnglish = {
  title: 'E-mail from the office',
  lead: 'Choose whether the office sends you e-mail about what happens to applications. You need not sign in.',
  address: 'E-mail goes to',
  now: 'At present',
  choices: { email: 'E-mail is sent', none: 'No e-mail is sent' },
  stop: 'Send no more e-mail',
  resume: 'Send e-mail again',
  stopped: 'You get no more e-mail of this kind',
  stoppedLead: 'You can change your mind here at any time.',
  resumed: 'You get e-mail again',
  resumedLead: 'We write when something happens to the application.',
  alwaysTitle: 'What is always sent',
  alwaysLead:
    'Notices of the office, time limits, acknowledgements, invoices and payments: whoever missed these could lose a right or money.',
}
export type MailPreferenceWords = typeof mailPreferenceInEnglish
