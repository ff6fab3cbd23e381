/** The files of banks as people work with them: brought by hand, listed, and opened as they came. */
import { nameOfActor, ProblemError, type Actor } from '@lodge/shared-types'
import { readBytes } from '../../documents/bytes.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import type { MadeDocument } from '../dossier-documents.ts'
import { refused } from '../refusals.ts'
import type { Page } from '../views.ts'
import { importStatementFile, type ImportedFile } from './import-statement.ts'
import { mustSeeBooks, pageOf } from './see-books.ts'

/** Imports a file that a person brings. @throws ProblemError `not-allowed`, and as `importStatementFile` */
export function importStatement(
  office: Office,
  actor: Actor,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<ImportedFile> {
  if (!actor.roles.includes('finance')) throw refused('wrong-role', 'file')
  const by = nameOfActor(actor)
  return importStatementFile(office, { officeId: actor.officeId, name, bytes, source: 'upload', by })
}

/** Returns one page of the files that came, the latest first, refused ones among them. */
export async function statementFiles(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  { page }: { page: number },
): Promise<Page<Row<'statementFiles'>>> {
  mustSeeBooks(actor)
  return pageOf(store.statementFiles, { officeId: actor.officeId }, { importedAt: -1, _id: 1 }, page)
}

/** Returns one page of statements, the latest first. */
export async function statementsOf(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  { page }: { page: number },
): Promise<Page<Row<'statements'>>> {
  mustSeeBooks(actor)
  return pageOf(store.statements, { officeId: actor.officeId }, { importedAt: -1, index: 1 }, page)
}

/** Returns a bank's file as it came. @throws ProblemError `not-found` */
export async function openStatementFile(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  fileId: string,
): Promise<MadeDocument> {
  mustSeeBooks(actor)
  const file = await store.statementFiles.one({ _id: fileId, officeId: actor.officeId })
  if (!file) throw new ProblemError('not-found', 'There is no such file at this office.')
  const bytes = new Uint8Array(await readBytes(store, file.storedAs))
  const [name = 'statement'] = file.names
  // Never as markup: a browser that opens it shows nothing of it as a page.
  return { fileName: name.replaceAll(/[^\w.-]/g, '-'), mediaType: 'application/octet-stream', bytes }
}
