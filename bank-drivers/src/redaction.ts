/** Keeps secrets out of whatever people or logs may see. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>
type Log = (message: string, facts?: LogFacts) => void
export type DriverLogger = { readonly info: Log; readonly warn: Log; readonly error: Log }

export type Redact = (text: string) => string

/** The shapes in which a secret may turn up: plain, in a URL, in JSON, in a header that encodes it. */
const shapesOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
]

/** Returns a function that blots every shape of the secrets out of a text; `secrets` is asked anew at each call. */
export const redactorOf =
  (secrets: () => readonly string[]): Redact =>
  (text) =>
    secrets()
      .filter((secret) => secret.length > 0)
      .flatMap(shapesOf)
      .reduce((clean, shape) => clean.replaceAll(shape, '[redacted]'), text)

/** Returns `logger` with every message and fact redacted. */
export function redactingLogger(logger: DriverLogger, redact: Redact): DriverLogger {
  const clean = (facts: LogFacts): LogFacts =>
    Object.fromEntries(
      Object.entries(facts).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
    )
  const through =
    (log: Log): Log =>
    (message, facts = {}) => {
      log(redact(message), clean(facts))
    }
  return { info: through(logger.info), warn: through(logger.warn), error: through(logger.error) }
}
