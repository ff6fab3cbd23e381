/** Answers that a client may keep: the entity tag, and 304 where the client has the same. */

/** Whether If-None-Match names `etag`; a proxy may have made the tag weak. */
const hasSame = (request: Request, etag: string): boolean =>
  (request.headers.get('if-none-match') ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*')

/** Returns 304 where the client has what `etag` names, else the answer that `make` gives; both with `headers`. */
export function ifChanged(
  request: Request,
  { etag, headers }: { etag: string; headers: Record<string, string> },
  make: () => { body: BodyInit; headers?: Record<string, string> },
): Response {
  const kept = { ...headers, etag }
  if (hasSame(request, etag)) return new Response(null, { status: 304, headers: kept })
  const { body, headers: own } = make()
  return new Response(body, {
    headers: { 'content-type': 'application/json; charset=utf-8', ...kept, ...own },
  })
}
