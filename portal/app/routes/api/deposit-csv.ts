/** The movements of one deposit as CSV: all of the days that are asked for, in the language of the page. */
import { csvRow, csvStart, formatAmount, type Money } from '@lodge/shared-types'
import { kindOfMovement } from '../../components/paying/movements.tsx'
import { officeOf, parameter, resource } from '../../edge/answers.server.ts'
import { attachmentHeaders } from '../../edge/attachment.server.ts'
import { payingWords } from '../../messages/paying.ts'
import { currencyIn, daysAsked, payerOf, type Movements } from '../agent/deposit-asked.server.ts'

/** What came and what left have columns of their own: a cell that begins with a minus would be made text. */
const inAndOut = ({ amountMinor, currency }: Money): [string, string] => {
  const digits = formatAmount({ amountMinor: amountMinor < 0n ? -amountMinor : amountMinor, currency })
  return amountMinor < 0n ? ['', digits] : [digits, '']
}

/** An instant as spreadsheets read it: the office's own day and time. */
const timeIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return (at: Date): string => format.format(at)
}

const { loader: answer } = resource({
  async GET(args) {
    const { services, language } = args.context
    const { actor } = payerOf(args)
    const currency = currencyIn(parameter(args, 'currency'))
    const words = payingWords[language].deposits
    const inWords = timeIn(officeOf(args).timeZone)
    const asked = { currency, ...daysAsked(args.request) }
    const first = await services.depositMovements(actor, { ...asked, page: 1 })
    const rows: Movements['rows'] = [...first.rows]
    for (let page = 2; (page - 1) * first.pageSize < first.total; page++)
      rows.push(...(await services.depositMovements(actor, { ...asked, page })).rows)
    const end = (name: string, amount: Money) => csvRow(['', name, '', '', '', formatAmount(amount)])
    const text = [
      csvStart,
      csvRow([
        words.at,
        words.kind,
        words.about,
        words.in(currency),
        words.out(currency),
        words.after(currency),
      ]),
      end(words.opening, first.opening),
      ...rows.map(({ at, kind, about, change, balanceAfter }) =>
        csvRow([
          inWords(at),
          kindOfMovement(words, kind),
          about ?? '',
          ...inAndOut(change),
          formatAmount(balanceAfter),
        ]),
      ),
      end(words.closing, first.closing),
    ].join('')
    return new Response(text, {
      headers: attachmentHeaders(`deposit-${currency}.csv`, 'text/csv; charset=utf-8'),
    })
  },
})
export const loader = answer
export const action = answer
