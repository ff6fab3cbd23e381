/** What a person sees when everything runs: addresses, what was taken, and who can sign in. */
import type { ChosenPorts } from './programs.ts'

export type DemoSignIn = { office: string; role: string; email: string; password: string }

export type Summary = {
  readonly ports: ChosenPorts
  readonly mongo: string
  readonly broker: string
  readonly hasProcessor: boolean
  readonly signIns: readonly DemoSignIn[]
}

/** The compact summary, in lines. */
export function summaryLines({ ports, mongo, broker, hasProcessor, signIns }: Summary): string[] {
  const rows: [string, string][] = [
    ['Portal', `http://localhost:${ports.portal}`],
    ['Mail sent', `http://localhost:${ports.mail} (SMTP on ${ports.smtp})`],
    ['Fake bank', `http://localhost:${ports.bank}`],
    ['Billing', `http://localhost:${ports.billing}`],
    ['Transfers', `http://localhost:${ports.transfers} (desk: http://127.0.0.1:${ports.transfers}/desk)`],
    ['Processor', hasProcessor ? `http://localhost:${ports.processor}/readyz` : 'inside the portal'],
    ['MongoDB', mongo],
    ['Broker', broker],
  ]
  return [
    '',
    'Lodge runs.',
    ...rows.map(([label, value]) => `  ${label.padEnd(10)} ${value}`),
    ...(signIns.length === 0 ? [] : ['', 'Demo sign-ins', ...signInLines(signIns)]),
    '',
    'Ctrl-C ends everything.',
  ]
}

function signInLines(signIns: readonly DemoSignIn[]): string[] {
  const columns = ['office', 'role', 'email'] as const
  const widths = columns.map((column) => Math.max(...signIns.map((signIn) => signIn[column].length)))
  return signIns.map((signIn) =>
    `  ${columns.map((column, index) => signIn[column].padEnd(widths[index] ?? 0)).join('  ')}  ${signIn.password}`.trimEnd(),
  )
}
