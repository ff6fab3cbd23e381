/** How long checking and pricing a draft of 100 fields takes for a keystroke in Chromium, beside copying the same values. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { loadOfficeProfile } from '@lodge/processor'
import { publicProfileOf, trademarkForm, type FieldValue } from '@lodge/shared-types'
import { z } from 'zod'
import { root } from '../../local/places.ts'
import { timed, type Figure } from '../figures.ts'
import { startBareSite } from './bare-site.ts'
import { busyMs, slowCpu } from './slow-cpu.ts'
import type { Stand } from './stand.ts'

const portal = join(root, 'portal')
const typed = 'NORDWELL HARBOUR LANTERNS AND TIDE GAUGES FOR SMALL VESSELS'
const goalMs = 16
const fieldCount = 100

const builtSchema = z.looseObject({
  output: z.tuple([z.looseObject({ code: z.string() })]).rest(z.unknown()),
})
const viteSchema = z.looseObject({ build: z.custom<(config: object) => Promise<unknown>>() })

/** Returns the portal's own judge of drafts as a script that puts it into the page as `lodge`. */
async function judgeSource(): Promise<string> {
  const { build } = viteSchema.parse(
    await import(createRequire(join(portal, 'package.json')).resolve('vite')),
  )
  const built = await build({
    configFile: false,
    root: portal,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(portal, 'app/components/filing/judge.ts'), name: 'lodge', formats: ['iife'] },
    },
  })
  return z.array(builtSchema).parse([built].flat())[0]?.output[0].code ?? ''
}

/** Returns a complete word mark of four applicants, an agent, three priorities and as many classes as make a hundred fields. */
function manyFields(): [string, FieldValue][] {
  const person = (at: string, name: string): [string, FieldValue][] => [
    [`${at}.kind`, 'legal'],
    [`${at}.name`, name],
    [`${at}.address.lines`, ['3 Market Square', 'Floor 2']],
    [`${at}.address.city`, 'Verna'],
    [`${at}.address.postcode`, '1000'],
    [`${at}.address.country`, 'XB'],
    [`${at}.email`, 'office@rosenthal.example'],
  ]
  const fields: [string, FieldValue][] = [
    ['branch', 'verna'],
    ['language', 'en'],
    ['mark.kind', 'word'],
    ['mark.type', 'individual'],
    ['mark.text', ''],
    ['agent.appointed', 'yes'],
    ...person('agent.person', 'Linden IP Attorneys'),
    ['agent.power', 'registered'],
    ['agent.note', 'General power 12'],
    ['signature.name', 'Ivana Petrova'],
    ['signature.capacity', 'Attorney'],
  ]
  for (const at of [1, 2, 3, 4])
    fields.push([`applicants.a${at}`, { at }], ...person(`applicants.a${at}`, `Rosenthal Dairy ${at}`))
  for (const at of [1, 2, 3])
    fields.push(
      [`priorities.p${at}`, { at }],
      [`priorities.p${at}.country`, 'DE'],
      [`priorities.p${at}.number`, `30 2026 ${at}`],
      [`priorities.p${at}.date`, '2026-09-01'],
    )
  for (let at = 1; fields.length < fieldCount; at += 1)
    fields.push(
      [`goodsAndServices.g${at}`, { at }],
      [`goodsAndServices.g${at}.classNumber`, at],
      [`goodsAndServices.g${at}.terms`, Array.from({ length: 12 }, (_, term) => `Goods ${at}-${term}`)],
    )
  return fields
}

const resultSchema = z.object({
  judged: z.array(z.number()),
  copied: z.array(z.number()),
  errors: z.number(),
  lines: z.number(),
})

export async function measureJudging({ open }: Stand): Promise<Figure[]> {
  const loaded = await loadOfficeProfile(join(root, 'processor', 'offices', 'borovia'))
  if (!loaded.ok) throw new Error('The demo profile has errors.')
  const source = await judgeSource()
  const site = await startBareSite()
  const browser = await open()
  try {
    const figures: Figure[] = []
    for (const times of [1, 4]) {
      const page = await browser.context.newPage()
      await page.goto(site.origin)
      await page.addScriptTag({ content: source })
      const quickMs = await busyMs(page)
      await slowCpu(page, times)
      if (times > 1 && (await busyMs(page)) < quickMs * (times / 2))
        throw new Error('The page is not slowed; the figure would be that of a quick machine.')
      const found = await page.evaluate(
        ({ fields, form, profile, text }) => {
          const judge: unknown = Reflect.get(Object(Reflect.get(globalThis, 'lodge')), 'judge')
          if (typeof judge !== 'function') throw new Error('The judge is not in the page.')
          const facts = {
            ...{ form, profile, on: '2026-11-20', language: 'en', known: { file: undefined } },
            requestId: '0197a000-0000-7000-8000-000000000001',
          }
          const [judged, copied]: [number[], number[]] = [[], []]
          let last: unknown
          // The first word is typed twice: what is typed first also compiles.
          for (const length of [8, ...Array.from({ length: text.length }, (_, at) => at + 1)]) {
            const values = new Map(fields)
            values.set('mark.text', text.slice(0, length))
            const startedAt = performance.now()
            last = Reflect.apply(judge, undefined, [values, facts])
            const betweenAt = performance.now()
            structuredClone(values)
            judged.push(betweenAt - startedAt)
            copied.push(performance.now() - betweenAt)
          }
          const at = (value: unknown, path: string[]): unknown =>
            path.reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), value)
          return {
            ...{ judged: judged.slice(1), copied: copied.slice(1) },
            errors: Number(at(last, ['check', 'errors', 'length'])),
            lines: Number(at(last, ['fees', 'price', 'lines', 'length'])),
          }
        },
        {
          fields: manyFields(),
          form: trademarkForm,
          profile: { ...publicProfileOf(loaded.profile), requestTypes: loaded.profile.requestTypes },
          text: typed,
        },
      )
      await page.close()
      const { judged, copied, errors, lines } = resultSchema.parse(found)
      if (lines < 2) throw new Error(`The draft is hardly priced: ${lines} lines, ${errors} errors.`)
      const at = times === 1 ? '' : `, ${times}× slower CPU`
      figures.push(
        timed(`checking and pricing ${fieldCount} fields for a key${at}`, judged, {
          goalMs,
          baseline: copied,
        }),
      )
    }
    return figures
  } finally {
    await browser.close()
    await site.stop()
  }
}
