/** The words of money in the rail of the desk, in Arabic. */
import { countedInArabic as counted, type Noun } from './counted-in-arabic.ts'
import type { RailMoneyWords } from './rail-money.en.ts'

const thing = { one: 'أمر واحد', two: 'أمران', few: 'أمور', many: 'أمرًا' }
const line = { one: 'سطر واحد', two: 'سطران', few: 'أسطر', many: 'سطرًا' }
const payment = { one: 'دفعة واحدة', two: 'دفعتان', few: 'دفعات', many: 'دفعة' }
const refund = { one: 'مبلغ واحد', two: 'مبلغان', few: 'مبالغ', many: 'مبلغًا' }
const day = { one: 'يوم واحد', two: 'يومان', few: 'أيام', many: 'يومًا' }

/** "No" where there is none: Arabic has no number for it. */
const some = (count: number, noun: Noun, none: string): string => (count === 0 ? none : counted(count, noun))

export const railMoneyInArabic: RailMoneyWords = {
  name: 'الأموال',
  places: {
    orders: 'الفواتير',
    matching: 'المطابقة',
    reviews: 'قيد المراجعة',
    refunds: 'المبالغ المردودة',
    cash: 'صندوق النقد',
    deposits: 'حسابات الإيداع',
    statements: 'كشوف الحساب',
    books: 'الدفاتر',
    closes: 'إغلاق اليوم',
  },
  counts: {
    money: (count) => `${some(count, thing, 'لا أمر')} من الأموال للنظر فيها`,
    matching: (count) => `${some(count, line, 'لا سطر')} بلا تفسير`,
    reviews: (count) => `${some(count, payment, 'لا دفعة')} قيد المراجعة`,
    refunds: (count) => `${some(count, refund, 'لا مبلغ')} للردّ بتحويل`,
    closes: (count) => `${some(count, day, 'لا يوم')} أُغلق بخلل`,
  },
}
