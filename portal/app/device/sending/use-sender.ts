/** The sender's state in React. */
import { useSyncExternalStore } from 'react'
import { initialSenderState, type Sender, type SenderState } from './sender-state.ts'

const never = (): (() => void) => () => undefined
const initial = (): SenderState => initialSenderState

/** Returns the state of a sender, live; the initial one where none has been started yet. */
export const useSenderState = (sender: Sender | undefined): SenderState =>
  useSyncExternalStore(sender?.subscribe ?? never, sender?.state ?? initial, initial)
