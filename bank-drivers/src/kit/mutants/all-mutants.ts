/** Every seeded bug. */
import { cardGatewayMutants } from './card-gateway-mutants.ts'
import type { Mutant } from './mutant.ts'
import { otherMutants } from './other-mutants.ts'

export const mutants: readonly Mutant[] = [...cardGatewayMutants, ...otherMutants]
