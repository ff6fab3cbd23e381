/** A reason of a gate as a person reads it, on this device's own word or on the office's. */
import { gateTextOf, type FieldError, type Language } from '@lodge/shared-types'
import type { Words } from '../../messages/en.ts'
import { dateInWords } from '../../office-time.ts'

const isDay = (value: string | number): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** Returns a reason as a person reads it, with its days in words. */
export function reasonInWords(reason: Omit<FieldError, 'path'>, words: Words, language: Language): string {
  const params = Object.entries(reason.params ?? {}).map(
    ([name, value]) => [name, isDay(value) ? dateInWords(value, words) : value] as const,
  )
  return gateTextOf({ ...reason, params: Object.fromEntries(params) }, language)
}
