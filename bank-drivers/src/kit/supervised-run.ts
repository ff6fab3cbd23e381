/** Runs the cases in a thread of their own: a driver that loops for ever, ends the process or breaks the thread costs its case and no more. */
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { driverManifestSchema } from '../manifest.ts'
import type { KitCase, ManifestFacts } from './kit-case.ts'
import { UnusableModule } from './load-driver.ts'
import { usualLimitMs, type CaseResult } from './run-cases.ts'

const caseIdSchema = z.custom<KitCase['id']>((id) => typeof id === 'string')
const needsSchema = z.custom<KitCase['needs']>((needs) => Array.isArray(needs))
const told = { id: caseIdSchema, says: z.string(), needs: needsSchema, tookMs: z.number() }

const resultSchema = z.discriminatedUnion('outcome', [
  z.object({ ...told, outcome: z.literal('passed') }),
  z.object({ ...told, outcome: z.literal('failed'), why: z.string(), detail: z.string().exactOptional() }),
  z.object({ ...told, outcome: z.literal('skipped'), why: z.string() }),
]) satisfies z.ZodType<CaseResult>

const factsSchema = z.object({
  id: driverManifestSchema.shape.id,
  version: driverManifestSchema.shape.version,
  kind: driverManifestSchema.shape.kind,
  capabilities: driverManifestSchema.shape.capabilities,
  secrets: driverManifestSchema.shape.secrets,
}) satisfies z.ZodType<ManifestFacts>

/** What the thread tells. */
const newsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('manifest'), facts: factsSchema.optional() }),
  z.object({ kind: z.literal('started'), id: caseIdSchema }),
  z.object({ kind: z.literal('result'), result: resultSchema }),
  z.object({ kind: z.literal('unusable'), message: z.string() }),
  z.object({ kind: z.literal('done') }),
])
export type News = z.infer<typeof newsSchema>

/** What the thread is told. */
export const assignmentSchema = z.object({
  module: z.string(),
  bankSide: z.string().optional(),
  seed: z.number().int(),
  ids: z.array(z.string()),
})
type Assignment = z.infer<typeof assignmentSchema>

/** Beyond a case's own time: whoever still does not answer does not give the thread back. */
const graceMs = 3000

export type SupervisedRun = {
  readonly module: string
  readonly bankSide: string | undefined
  readonly seed: number
  readonly cases: readonly KitCase[]
  readonly onResult: (result: CaseResult) => void
}

/** Returns all results, and what is known of the manifest. @throws UnusableModule when driver or bank side cannot be loaded. */
export async function runSupervised(
  run: SupervisedRun,
): Promise<{ results: CaseResult[]; manifest: ManifestFacts | undefined }> {
  const results: CaseResult[] = []
  let manifest: ManifestFacts | undefined
  let left = [...run.cases]

  function add(result: CaseResult): void {
    results.push(result)
    left = left.filter(({ id }) => id !== result.id)
    run.onResult(result)
  }

  /** Runs what is left until it is done or the thread is lost. */
  function runThread(): Promise<void> {
    const { module, bankSide, seed } = run
    const assignment: Assignment = { module, bankSide, seed, ids: left.map(({ id }) => id) }
    const file = import.meta.url.endsWith('.ts') ? './case-thread.ts' : './case-thread.js'
    const thread = new Worker(new URL(file, import.meta.url), {
      workerData: assignment,
      stdout: true,
      stderr: true,
    })
    return new Promise((resolve, reject) => {
      let current: KitCase | undefined = left[0]
      let timer: NodeJS.Timeout | undefined
      const lose = (why: string): void => {
        clearTimeout(timer)
        thread.removeAllListeners()
        void thread.terminate()
        if (current) {
          const { id, says, needs } = current
          add({ id, says, needs, tookMs: 0, outcome: 'failed', why })
        }
        resolve()
      }
      const end = (after: () => void): void => {
        clearTimeout(timer)
        thread.removeAllListeners()
        void thread.terminate().then(after, reject)
      }
      thread.on('message', (message: unknown) => {
        const news = newsSchema.parse(message)
        switch (news.kind) {
          case 'manifest':
            manifest = news.facts
            return
          case 'started': {
            current = left.find(({ id }) => id === news.id)
            const limitMs = (current?.limitMs ?? usualLimitMs) + graceMs
            clearTimeout(timer)
            timer = setTimeout(
              () => lose(`The driver held the whole program for ${limitMs / 1000} s: an endless loop?`),
              limitMs,
            )
            return
          }
          case 'result':
            add(news.result)
            return
          case 'unusable':
            end(() => reject(new UnusableModule(news.message)))
            return
          case 'done':
            end(resolve)
            return
        }
      })
      thread.on('error', (error: unknown) => lose(`The driver broke the program: ${String(error)}`))
      thread.on('exit', (code) =>
        lose(`The driver ended the program with code ${code}; that is not its business.`),
      )
    })
  }

  while (left.length > 0) {
    const before = left.length
    await runThread()
    if (left.length === before) break
  }
  return { results, manifest }
}
