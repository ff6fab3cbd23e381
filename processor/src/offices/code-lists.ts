/** The code lists that an office chooses from: Locarno, Vienna, ST.3, languages, currencies. */
import {
  checkedLists,
  codesOf,
  codeListSchema,
  isCodeListName,
  type ChosenLists,
  type CodeList,
  type ListedCodes,
} from '@lodge/shared-types'
import { loadList, openLists, type ListBody, type ListKind, type LoadedList } from './versioned-lists.ts'

/** The folder beside the office profiles that holds code lists; no office can have this id. */
export const listsFolder = 'lists'

const codeLists: ListKind<CodeList> = {
  folder: listsFolder,
  name: 'code list',
  command: 'npm run lists:import',
  schema: codeListSchema,
  toWire: (list) => list,
}

/** Loads the code list `version` from `folder`, else of those that come with Lodge. See `loadList`. */
export const loadCodeList = (version: string, folder: string): Promise<LoadedList<CodeList>> =>
  loadList(codeLists, version, folder)

/** Returns what gives the body of a code list by its version. See `openLists`. */
export const openCodeLists = (officesFolder: string): ((version: string) => Promise<ListBody | undefined>) =>
  openLists(codeLists, officesFolder)

/** What is wrong with the list that an office chose under a name. */
type ListFault = { list: string; message: string }

/** Returns the codes that an office's requests are checked against, from the lists that it chose, or what is wrong with these. */
export async function readListedCodes(
  chosen: ChosenLists,
  folder: string,
): Promise<{ codes: ListedCodes; faults: ListFault[] }> {
  const faults: ListFault[] = []
  const codes: ListedCodes = {}
  for (const [list, version] of Object.entries(chosen)) {
    if (!isCodeListName(list)) continue
    const loaded = await loadCodeList(version, folder)
    if (!loaded.ok) faults.push({ list, message: loaded.message })
    else if (loaded.list.list !== list)
      faults.push({ list, message: `The code list "${version}" is one of "${loaded.list.list}".` })
    else for (const name of checkedLists) if (name === list) codes[name] = codesOf(loaded.list)
  }
  return { codes, faults }
}
