/** JSON that a person wrote, read strictly: the first fault by line and column, no member twice, no bottomless nesting. */

/** The deepest nesting that is read. */
const maxDepth = 32

/** A fault in JSON text; `line` and `column` count from 1. */
export class JsonFault extends Error {
  readonly line: number
  readonly column: number
  constructor(text: string, at: number, reason: string) {
    const before = text.slice(0, at)
    const line = before.split('\n').length
    const column = at - before.lastIndexOf('\n')
    super(`line ${line}, column ${column}: ${reason}`)
    this.name = 'JsonFault'
    this.line = line
    this.column = column
  }
}

const space = /[ \t\r\n]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const string = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const word = /true|false|null/y

/**
 * Returns the value of JSON `text`.
 * @throws JsonFault that names the place and the reason of the first fault.
 */
export function parseStrictJson(text: string): unknown {
  let at = text.startsWith('\uFEFF') ? 1 : 0

  const fault = (reason: string, place = at): JsonFault => new JsonFault(text, place, reason)
  const seen = (): string => (at >= text.length ? 'the end of the file' : JSON.stringify(text.charAt(at)))
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const token = pattern.exec(text)?.[0]
    at += token?.length ?? 0
    return token
  }
  const skip = (char: string): boolean => {
    take(space)
    if (text.charAt(at) !== char) return false
    at += 1
    return true
  }

  const member = (depth: number, known: ReadonlyMap<string, unknown>): [string, unknown] => {
    take(space)
    const start = at
    const token = take(string)
    if (token === undefined) throw fault(`a member name in double quotes is expected, not ${seen()}`)
    const name = String(JSON.parse(token))
    if (known.has(name)) throw fault(`"${name}" is there twice`, start)
    if (!skip(':')) throw fault(`":" is expected after "${name}", not ${seen()}`)
    return [name, value(depth)]
  }

  const object = (depth: number): unknown => {
    const members = new Map<string, unknown>()
    if (skip('}')) return {}
    do members.set(...member(depth, members))
    while (skip(','))
    if (!skip('}')) throw fault(`"," or "}" is expected, not ${seen()}`)
    return Object.fromEntries(members)
  }

  const list = (depth: number): unknown[] => {
    const items: unknown[] = []
    if (skip(']')) return items
    do items.push(value(depth))
    while (skip(','))
    if (!skip(']')) throw fault(`"," or "]" is expected, not ${seen()}`)
    return items
  }

  const value = (depth: number): unknown => {
    if (depth > maxDepth) throw fault(`nested deeper than ${maxDepth}`)
    if (skip('{')) return object(depth + 1)
    if (skip('[')) return list(depth + 1)
    const token = take(string) ?? take(number) ?? take(word)
    if (token === undefined) throw fault(`a value is expected, not ${seen()}`)
    return JSON.parse(token)
  }

  const parsed = value(1)
  take(space)
  if (at < text.length) throw fault(`nothing more is expected, but ${seen()} follows`)
  return parsed
}
