/** How a computed date explains itself: one sentence for each kind of step, in every language. */
import type { Language } from './languages.ts'
import type { PlainDate } from './plain-date.ts'

/** What each kind of step tells; dates are the office's own, instants ISO 8601 in UTC. */
type Facts = {
  received: { at: string; timeZone: string }
  'submission-counts': object
  'open-day-counts': object
  /** `paidOn` is null where nothing was to be paid. */
  'both-there-counts': { paidOn: string | null }
  'paid-in-time': { paidOn: string | null }
  'paid-late': { paidOn: string | null }
  /** Closed on a weekday of the weekend (0 Sunday … 6 Saturday), or for a named reason. */
  closed: { day: string; weekday: number | null; name: string }
  'period-ends': { count: number; unit: 'days' | 'weeks' | 'months' | 'years'; from: string }
  /** A file that was split off keeps the date of the file that it comes from. */
  'kept-from': { fileNumber: string }
}
type ReasonOf<Kind extends keyof Facts> = { kind: Kind } & Facts[Kind]

/** Why a step of a trace took the date that it did. */
export type TraceReason = { [Kind in keyof Facts]: ReasonOf<Kind> }[keyof Facts]

type Sentences = { [Kind in keyof Facts]: (reason: ReasonOf<Kind>, date: PlainDate) => string }

const weekdays = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  ar: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
} as const satisfies Record<Language, readonly string[]>

/** Keeps a date, a number or a name of the other direction together in the middle of a sentence. */
const apart = (text: string): string => `\u2068${text}\u2069`

const paidInEnglish = (paidOn: string | null): string =>
  paidOn === null ? 'Nothing was to be paid' : `Paid on ${paidOn}`
const paidInArabic = (paidOn: string | null): string =>
  paidOn === null ? 'لم يكن هناك ما يُدفع' : `دُفع في ${apart(paidOn)}`

const arabicPeriod = {
  days: ['يوم واحد', 'يومان', 'أيام', 'يومًا'],
  weeks: ['أسبوع واحد', 'أسبوعان', 'أسابيع', 'أسبوعًا'],
  months: ['شهر واحد', 'شهران', 'أشهر', 'شهرًا'],
  years: ['سنة واحدة', 'سنتان', 'سنوات', 'سنة'],
} as const

/** One and two have words of their own; 3 to 10 take the plural, more the singular. */
function periodInArabic(count: number, unit: keyof typeof arabicPeriod): string {
  const [one, two, few, many] = arabicPeriod[unit]
  if (count === 1) return one
  if (count === 2) return two
  return `${apart(String(count))} ${count % 100 >= 3 && count % 100 <= 10 ? few : many}`
}

const sentences = {
  en: {
    received: ({ at, timeZone }, date) => `Received at ${at}, which is ${date} in ${timeZone}`,
    'submission-counts': () => 'The day of submission counts, whether the office is open or closed',
    'open-day-counts': (_, date) => `The first day on which the office is open counts: ${date}`,
    'both-there-counts': ({ paidOn }) => `${paidInEnglish(paidOn)}; the day on which both were there counts`,
    'paid-in-time': ({ paidOn }) =>
      `${paidInEnglish(paidOn)}, within the period; the day of submission counts`,
    'paid-late': ({ paidOn }) =>
      `${paidInEnglish(paidOn)}, after the period; the filing date moves to the day of payment`,
    closed: ({ day, weekday, name }, date) =>
      `${day} is closed (${weekday === null ? name : (weekdays.en[weekday] ?? name)}); moves to ${date}`,
    'period-ends': ({ count, unit, from }, date) =>
      count === 1
        ? `1 ${unit.slice(0, -1)} after ${from} ends on ${date}`
        : `${count} ${unit} after ${from} end on ${date}`,
    'kept-from': ({ fileNumber }) => `The date of file ${fileNumber} is kept, from which this file was split`,
  },
  ar: {
    received: ({ at, timeZone }, date) =>
      `سُجّل الاستلام في ${apart(at)}، أي يوم ${apart(date)} بتوقيت ${apart(timeZone)}`,
    'submission-counts': () => 'يُعتدّ بيوم التقديم، سواء كان المكتب مفتوحًا أو مغلقًا',
    'open-day-counts': (_, date) => `يُعتدّ بأول يوم يكون فيه المكتب مفتوحًا: ${apart(date)}`,
    'both-there-counts': ({ paidOn }) => `${paidInArabic(paidOn)}؛ يُعتدّ باليوم الذي اكتمل فيه الأمران`,
    'paid-in-time': ({ paidOn }) => `${paidInArabic(paidOn)}، ضمن المهلة؛ يُعتدّ بيوم التقديم`,
    'paid-late': ({ paidOn }) => `${paidInArabic(paidOn)}، بعد المهلة؛ ينتقل تاريخ الإيداع إلى يوم الدفع`,
    closed: ({ day, weekday, name }, date) =>
      `المكتب مغلق يوم ${apart(day)} (${weekday === null ? apart(name) : (weekdays.ar[weekday] ?? apart(name))})؛ ينتقل التاريخ إلى ${apart(date)}`,
    'period-ends': ({ count, unit, from }, date) =>
      `تنتهي مهلة ${periodInArabic(count, unit)} من ${apart(from)} في ${apart(date)}`,
    'kept-from': ({ fileNumber }) => `يحتفظ الملف بتاريخ الملف ${apart(fileNumber)} الذي انقسم منه`,
  },
} as const satisfies Record<Language, Sentences>

/** Returns the sentence about why a step took `date`. */
function sentenceFor(all: Sentences, why: TraceReason, date: PlainDate): string {
  switch (why.kind) {
    case 'received':
      return all.received(why, date)
    case 'submission-counts':
      return all['submission-counts'](why, date)
    case 'open-day-counts':
      return all['open-day-counts'](why, date)
    case 'both-there-counts':
      return all['both-there-counts'](why, date)
    case 'paid-in-time':
      return all['paid-in-time'](why, date)
    case 'paid-late':
      return all['paid-late'](why, date)
    case 'closed':
      return all.closed(why, date)
    case 'period-ends':
      return all['period-ends'](why, date)
    case 'kept-from':
      return all['kept-from'](why, date)
  }
}

type Told = { rule: string; date: PlainDate; text: string; why: TraceReason }

/** Makes one step of a trace: the rule, the date after it, why, and the same in English for the record. */
export const traceStep = (rule: string, date: PlainDate, why: TraceReason): Told => ({
  rule,
  date,
  text: sentenceFor(sentences.en, why, date),
  why,
})

/** Returns what a step says in `language`; steps recorded before reasons were kept are in English. */
export const traceTextIn = (
  { date, text, why }: { date: PlainDate; text: string; why?: TraceReason | undefined },
  language: Language,
): string => (why ? sentenceFor(sentences[language], why, date) : text)
