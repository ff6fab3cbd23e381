/** Copies the template of a driver into a new folder. */
import { cp, mkdir, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** What the caller can put right; its message is one plain sentence. */
export class TemplateFault extends Error {}

const template = fileURLToPath(new URL('../../template', import.meta.url))

/** Copies the template into `folder`, which must be new or empty. Returns what to do next. @throws TemplateFault */
export async function copyTemplate(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0)
    throw new TemplateFault(`${folder} is not empty; name a new folder.`)
  await cp(template, folder, { recursive: true })
  return [`${folder} holds a driver, its bank side and a README. Next:`, `  cd ${folder}`, '  npm test'].join(
    '\n',
  )
}
