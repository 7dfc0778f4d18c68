import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The folders in a folder, with the moment when something was last put into or taken out of each. */
export async function foldersIn(dir: string): Promise<{ name: string; changedAt: Date }[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(nothingThere)
  const folders = entries.filter((entry) => entry.isDirectory())
  return Promise.all(folders.map(async ({ name }) => ({ name, changedAt: (await stat(join(dir, name))).mtime })))
}

/** Removes a folder with all that is in it; one that is not there is removed already. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
}

function nothingThere(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}
