/** The kinds of tasks that money opens for finance; no office's profile can take them. */

/** A payment in review; its `about` is the attempt. */
export const reviewTask = 'payment-review'
/** A refund that a person has to order at the bank; its `about` is the refund. */
export const payoutTask = 'refund-payout'
/** An order that was not paid in time; its `about` is the order. */
export const overdueTask = 'order-overdue'
