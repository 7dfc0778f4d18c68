import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, extname, join, relative, resolve } from 'node:path'
import { readWorkbooks, type Workbook } from '../sheets/reading'

/** A file as read; `name` is how the report calls it. */
export type ReadFile = { name: string; workbook: Workbook }

/**
 * The return files that these paths name, in name order, each once. Folders are searched with all that is in them, but
 * hidden files, the lock files of spreadsheet programs, and `except` (the roster, the output folder) are left alone.
 */
export async function returnFiles(paths: string[], except: string[]): Promise<{ path: string; name: string }[]> {
  const skipped = new Set(await Promise.all(except.map(real)))
  const found = new Map<string, string>()
  for (const path of paths) {
    for (const file of await filesAt(path, skipped)) {
      const name = file === path ? basename(path) : relative(path, file)
      const key = await real(file)
      if (!found.has(key)) found.set(key, name)
    }
  }
  const files = [...found].map(([path, name]) => ({ path, name }))
  return files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

export async function readAll(files: { path: string; name: string }[]): Promise<ReadFile[]> {
  const workbooks = await readWorkbooks(files.map(({ path }) => path))
  return files.map(({ name }, index) => ({ name, workbook: workbooks[index]! }))
}

const extensions = ['.xlsx', '.xlsm', '.xlsb', '.xls', '.et', '.ods', '.csv']

async function filesAt(path: string, skipped: ReadonlySet<string>): Promise<string[]> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  return isFolder ? filesUnder(path, skipped) : [path]
}

async function filesUnder(folder: string, skipped: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (/^(\.|~\$)/.test(entry.name) || skipped.has(await real(path))) continue
    if (entry.isDirectory()) found.push(...(await filesUnder(path, skipped)))
    else if (extensions.includes(extname(entry.name).toLowerCase())) found.push(path)
  }
  return found
}

function real(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path))
}
