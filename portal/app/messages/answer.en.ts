/** The words of notices and of answers to them, in English. */

export const answerInEnglish = {
  notice: {
    toFile: 'To the file',
    issued: (when: string) => `Issued on ${when}`,
    wanted: 'What the office asks of you',
    legalBasis: 'Legal basis',
    overcome: 'How to put it right',
    pdf: 'Open the notice (PDF)',
    answer: 'Answer',
    open: (date: string) => `Answer by ${date}`,
    openLead: (date: string, zone: string) =>
      `Your answer must reach the office by the end of ${date}, by the clock of the office (${zone}). You can write it without a network; it counts when it reaches the office.`,
    answered: 'You have answered this notice',
    answeredLead: (when: string) => `Your answer reached the office on ${when}. No time limit runs any more.`,
    lapsed: 'The time limit has passed',
    lapsedLead: (date: string) =>
      `The time to answer ended on ${date}. Write to the office about what can still be done.`,
    withdrawn: 'The office has withdrawn this notice',
    withdrawnLead: 'You need not do anything.',
    noAnswer: 'This notice asks for no answer',
    noAnswerLead: 'Read it, and keep it with your papers.',
    onFile: 'The office waits for your answer',
    onFileLead: (date: string) => `Answer by the end of ${date}, by the clock of the office.`,
    read: 'See what is wanted',
  },
  answer: {
    title: (fileNumber: string) => `Answer about ${fileNumber}`,
    back: 'To my drafts',
    by: (date: string) => `To reach the office by the end of ${date}, by the office’s clock.`,
    late: 'By this device’s clock the time limit has passed',
    lateLead:
      'You can still send the answer; the office decides by its own clock, and refuses what comes late.',
    saysOffice: 'The office says',
    now: 'At the office now',
    nothingNow: 'nothing',
    above: 'This is asked for above.',
    noField: 'Answer this by what you write and attach below.',
    text: 'What you want to say',
    documents: 'Documents',
    documentsLead:
      'Whatever shows what you say. What a notice asks for is attached above, where it is asked for.',
    signature: 'Signature',
    signatureLead:
      'By typing your name you sign the answer and declare that what it says is true and complete.',
    send: 'Send the answer',
    sending: 'Sending',
    next: 'It is frozen on this device and sent as soon as there is a network. Until the office has acknowledged it, it does not count.',
    changes: (count: number) => (count === 1 ? 'You change 1 entry.' : `You change ${count} entries.`),
    noChanges: 'You change no entry of the application.',
    errorsTitle: (count: number) => (count === 1 ? 'Put 1 thing right' : `Put ${count} things right`),
    failed: 'The answer was not sent',
    inOutbox: 'The answer is on its way',
    inOutboxLead: 'It can be changed only while nothing of it can be at the office.',
    toOutbox: 'See how far it is',
    notHere: 'This notice is not on this device',
    notHereLead: 'Open it once with a network; from then on you can answer it anywhere.',
    over: 'This notice waits for no answer',
    overLead: 'It was answered or withdrawn, or its time limit has passed. Nothing can be sent.',
    moved: 'The application has changed at the office',
    movedLead:
      'What you wrote starts from what stood there before. Begin the answer again from what stands there now.',
    again: 'Begin again',
  },
}
export type AnswerWords = typeof answerInEnglish
