/** Structured log: one JSON line each on standard error; nothing secret or personal belongs here. */

const levels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof levels)[number]
type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>

export type Log = Record<LogLevel, (event: string, fields?: Fields) => void> & { with(fields: Fields): Log }

/** Returns a log that writes lines of `level` and above; `write` receives whole lines. */
export function makeLog(
  level: LogLevel,
  write: (line: string) => void = (line) => void process.stderr.write(line),
  base: Fields = {},
): Log {
  const line =
    (of: LogLevel) =>
    (event: string, fields: Fields = {}) => {
      if (levels.indexOf(of) < levels.indexOf(level)) return
      write(`${JSON.stringify({ at: new Date().toISOString(), level: of, event, ...base, ...fields })}\n`)
    }
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => makeLog(level, write, { ...base, ...fields }),
  }
}

/** Returns an error's text for a log line, without a stack and bounded. */
export const errorText = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500)
