/** References as banks give them: which of them are none, and how structured ones are written. */

/** What banks and standards write where there is no reference; all zeros or marks alike. */
const none =
  /^(NOT[ -]?PROVIDED|NON?[ -]?REF(ERENCE)?|NONE|N\/?A|NOTAVAILABLE|UNBEKANNT|KEINE ANGABE|[A-Z]{4}\+|[0\s./*-]*)$/i

/** Returns the reference without blanks around it; undefined where the text says that there is none. */
export function referenceOf(text: string | undefined): string | undefined {
  const reference = text?.trim()
  return reference === undefined || none.test(reference) ? undefined : reference
}

/** Returns a structured creditor reference (ISO 11649 or national) without blanks, in capitals; undefined for none. */
export const structuredReferenceOf = (text: string | undefined): string | undefined =>
  referenceOf(text)?.replaceAll(/\s+/g, '').toUpperCase()

/** Returns an account number without blanks; an IBAN also in capitals. Undefined where it is empty. */
export function accountOf(text: string | undefined): string | undefined {
  const account = text?.replaceAll(/\s+/g, '') ?? ''
  if (account === '') return undefined
  return /^[A-Za-z]{2}\d{2}[A-Za-z0-9]{8,30}$/.test(account) ? account.toUpperCase() : account
}

/** Returns `name: value` where there is a value, else nothing: for members that are absent rather than undefined. */
export const given = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [K in Name]?: Value } => {
  const member: { [K in Name]?: Value } = {}
  if (value !== undefined) member[name] = value
  return member
}
