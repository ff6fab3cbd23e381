import { PassThrough, type Transform } from 'node:stream'
import { text } from 'node:stream/consumers'
import { renderToPipeableStream } from 'react-dom/server'
import { expect, test } from 'vitest'
import { withoutPadding } from './without-padding.ts'

/** Paragraphs of two-byte characters behind one byte each, so that characters stand across every boundary of a chunk. */
const words = Array.from({ length: 400 }, (_, at) => `${'a'.repeat(at % 3)}طلب علامة ${at}`)
const Page = () => (
  <html lang="ar">
    <body>
      {words.map((word) => (
        <p key={word} title={word}>
          {word}
        </p>
      ))}
    </body>
  </html>
)

const rendered = (into: Transform): Promise<string> => {
  const { pipe } = renderToPipeableStream(<Page />, { onAllReady: () => pipe(into) })
  return text(into)
}

test('an Arabic page holds every character that was written, and none besides', async () => {
  const page = await rendered(withoutPadding())
  expect(page).not.toContain('\0')
  expect(page).not.toContain('\uFFFD')
  for (const word of words) expect(page).toContain(`<p title="${word}">${word}</p>`)
})

test('React still pads; where this fails, the stream between is needed no more', async () => {
  expect(await rendered(new PassThrough())).toContain('\0')
})
