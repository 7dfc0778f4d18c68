import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { projectRoot } from '../../src/lib/root'

/** Files below `folder` (from the project's root) with the ending, as path (with /) and text; generated code is left out. */
export function filesIn(folder: string, ending: string): { path: string; text: string }[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(projectRoot, file).split(sep).join('/'), file }))
    .filter(({ path }) => !path.startsWith('src/db/generated/'))
    .map(({ path, file }) => ({ path, text: readFileSync(file, 'utf8') }))
}
