/** How long a priority can be claimed after the first filing. */
import type { Right } from '../request-kinds.ts'

/** Months within which a priority may be claimed after the first filing: Paris Convention, Article 4C(1). */
export const priorityMonths = { TM: 6, DS: 6, PT: 12, UM: 12 } as const satisfies Record<Right, number>
