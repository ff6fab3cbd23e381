/** Renders documents on the server. */
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { retryAfterOf } from './edge/answers.server.ts'
import { withoutPadding } from './edge/without-padding.ts'
import { DocumentProvider } from './language.tsx'
import './messages/all.ts'

/** How long a page may take until what is missing of it is given up. */
const abortAfterMs = 8_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { language, nonce }: AppLoadContext,
): Promise<Response> {
  const retryAfterS = retryAfterOf(remixContext.staticHandlerContext)
  if (retryAfterS !== undefined) headers.set('Retry-After', String(retryAfterS))
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <DocumentProvider language={language} nonce={nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={abortAfterMs} nonce={nonce} />
      </DocumentProvider>,
      {
        nonce,
        onShellReady() {
          const body = withoutPadding()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          headers.set('Content-Language', language)
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
          pipe(body)
        },
        onShellError: reject,
        // Cleared when the page is done: a timer that is left holds the whole page in memory.
        onAllReady: () => clearTimeout(timer),
      },
    )
    const timer = setTimeout(abort, abortAfterMs)
    request.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      abort()
    })
  })
}

/** Hands an error that no route expected to the edge's log; visitors who left are none. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (!request.signal.aborted) context.reportFailure(error)
}
