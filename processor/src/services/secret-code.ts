/** Codes in secret addresses: whoever has one sees what it opens. */
import { randomBytes } from 'node:crypto'

/** Returns a new code: 160 random bits. */
export const newSecretCode = (): string => randomBytes(20).toString('base64url')

/** What a message about an account is about; it belongs to no dossier and no file. */
export const signUpTopic = 'account.sign-up'

/** Returns a mail as staff may read it: without the link that opens somebody's account. */
export const withoutAccountLink = (text: string): string => text.replace(/(\/join\/)[\w-]+/g, '$1…')

/** Whether a text can be such a code; anything else is not looked up. */
export const isSecretCode = (code: string): boolean => /^[\w-]{27}$/.test(code)
