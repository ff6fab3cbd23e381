/**
 * Which modules share a file in the browser. Left alone the bundler makes some fifty small files for a drafting page; they
 * compress badly, and each is a request. A file holds its roots and all that these import, but for what an earlier file
 * has: so files only ever import earlier ones, and what is loaded later stays apart.
 */
import { join } from 'node:path'
import type { Rollup } from 'vite'

const root = join(import.meta.dirname, '..', '..')
const language = join(root, 'shared-types/src/index.ts')

/** In their order. */
const roots = {
  /** For every page. */
  pages: ['portal/app/entry.client.tsx', 'portal/app/root.tsx', 'portal/app/components/frame.tsx'],
  /** For every drafting page: the device, and what stands around the page. */
  device: [
    'portal/app/routes/local-layout.tsx',
    'portal/app/components/filing/act-button.tsx',
    'portal/app/components/filing/controls.module.css',
    'portal/app/components/filing/keep-reference-fresh.ts',
    'portal/app/components/filing/screen-head.tsx',
    'portal/app/components/filing/screen-states.tsx',
    'portal/app/components/filing/value-text.ts',
    'portal/app/components/money.tsx',
    'portal/app/office-clock.ts',
    'portal/app/office-time.ts',
  ],
  /** For whatever reads a draft. */
  form: [
    'portal/app/components/filing/draft-facts.ts',
    'portal/app/components/filing/field-frame.tsx',
    'portal/app/components/filing/text-controls.tsx',
    'shared-types/src/forms/conditions.ts',
    'portal/app/device/load-form.ts',
  ],
  /** For the pages of one draft. */
  draft: [
    'portal/app/components/filing/draft-screen.tsx',
    'portal/app/components/filing/next-page.ts',
    'portal/app/components/filing/page-parts.tsx',
    'portal/app/components/filing/use-shown-errors.ts',
  ],
} as const

/**
 * Files that hold these modules alone, and nothing that they import. Every document loads the list of routes with the files of
 * each: what the frame of the desk has loaded already is not named there again.
 */
const together = {
  desk: [
    'portal/app/components/desk/count-link.tsx',
    'portal/app/components/desk/desk.module.css',
    'portal/app/components/desk/desk-words.ts',
    'portal/app/components/desk/home.module.css',
    'portal/app/components/desk/list-foot.tsx',
    'portal/app/components/desk/money/moment.tsx',
    'portal/app/components/desk/rail.tsx',
    'portal/app/components/desk/screen.module.css',
    'portal/app/components/desk/task-filters.module.css',
    'portal/app/components/desk/use-rail-counts.ts',
    'portal/app/components/files/files.module.css',
    'portal/app/messages/desk.ar.ts',
    'portal/app/messages/desk.en.ts',
    'portal/app/messages/rail-money.ar.ts',
    'portal/app/messages/rail-money.en.ts',
  ],
  /** Why a form of the desk was refused, and the words of approvals, which its pages show beside it. */
  refusal: [
    'portal/app/components/desk/refused-form.module.css',
    'portal/app/components/desk/refused-form.tsx',
    'portal/app/messages/examination.ar.ts',
    'portal/app/messages/examination.en.ts',
    'portal/app/messages/examination.ts',
  ],
  money: [
    'portal/app/components/desk/money/account-name.ts',
    'portal/app/components/desk/money/bank-accounts.tsx',
    'portal/app/components/desk/money/filters.tsx',
    'portal/app/components/desk/money/line-facts.tsx',
    'portal/app/components/desk/money/line-table.tsx',
    'portal/app/components/desk/money/line-words.ts',
    'portal/app/components/desk/money/money.module.css',
    'portal/app/components/desk/money/refund-table.tsx',
    'portal/app/components/desk/money/review-reason.ts',
    'portal/app/components/desk/money/signed-money.tsx',
    'portal/app/components/desk/money/statement-table.tsx',
    ...['cash', 'daily-close', 'money', 'statements'].flatMap((part) =>
      ['.ts', '.ar.ts', '.en.ts'].map((ending) => `portal/app/messages/${part}${ending}`),
    ),
  ],
} as const

/** Returns the function by which the bundler asks for the file of a module. */
export function sharedFiles(): Rollup.GetManualChunk {
  let files: ReadonlyMap<string, string> | undefined
  return (id, { getModuleInfo }) => {
    files ??= assign(getModuleInfo)
    return files.get(id)
  }
}

function assign(getModuleInfo: Rollup.GetModuleInfo): Map<string, string> {
  const files = new Map<string, string>()
  const places = placesOfNames(getModuleInfo)
  const visit = (id: string, file: string): void => {
    if (files.has(id)) return
    files.set(id, file)
    for (const next of importsOf(id, getModuleInfo, places)) visit(next, file)
  }
  for (const [file, modules] of Object.entries(roots))
    for (const module of modules) visit(join(root, module), file)
  for (const [file, modules] of Object.entries(together))
    for (const module of modules) files.set(join(root, module), file)
  return files
}

/** Returns the module of each name that `@lodge/shared-types` exports: who imports from it needs that module alone. */
function placesOfNames(getModuleInfo: Rollup.GetModuleInfo): Map<string, string> {
  const modules = getModuleInfo(language)?.importedIds ?? []
  return new Map(
    modules.flatMap((id) => (getModuleInfo(id)?.exports ?? []).map((name) => [name, id] as const)),
  )
}

/** Schemas weigh more than pages, and are imported beside what needs none: whoever parses loads them. */
const isSchema = (id: string): boolean => id.includes('/node_modules/zod/') || id.endsWith('-schema.ts')

function importsOf(
  id: string,
  getModuleInfo: Rollup.GetModuleInfo,
  places: ReadonlyMap<string, string>,
): string[] {
  const info = getModuleInfo(id)
  const names = (info?.ast?.body ?? []).flatMap((node) =>
    node.type === 'ImportDeclaration' && node.source.value === '@lodge/shared-types'
      ? node.specifiers.flatMap((one) =>
          one.type === 'ImportSpecifier' && one.imported.type === 'Identifier' ? [one.imported.name] : [],
        )
      : [],
  )
  const named = names.flatMap((name) => places.get(name) ?? [])
  const others = (info?.importedIds ?? []).filter((one) => one !== language)
  return [...named, ...others].filter((one) => !isSchema(one))
}
