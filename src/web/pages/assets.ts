import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { RequestHandler } from 'express'
import { projectRoot } from '../../lib/root'

type Asset = { file: string; digest: string }

const publicFolder = join(projectRoot, 'public')
const tabler = join(dirname(require.resolve('@tabler/core/package.json')), 'dist/css/tabler.min.css')

const assets = new Map<string, Asset>([
  ...filesUnder(publicFolder).map((file) => [nameOf(file), assetAt(file)] as const),
  ['css/tabler.css', assetAt(tabler)],
])

/** The address of a file of public/ (or css/tabler.css), with its digest, so that browsers may keep it for ever. */
export function assetUrl(name: string): string {
  const asset = assets.get(name)
  if (!asset) throw new Error(`No asset named ${name}`)
  return `/assets/${asset.digest}/${name}`
}

/** Serves `/assets/<digest>/<name>`; an old digest (the page came before an upgrade) gets the new file, not to be kept. */
export const serveAsset: RequestHandler<{ digest: string; name: string[] }> = (req, res, next) => {
  const asset = assets.get(req.params.name.join('/'))
  if (!asset) return next()
  const kept = asset.digest === req.params.digest ? 'public, max-age=31536000, immutable' : 'no-cache'
  res.set('Cache-Control', kept).sendFile(asset.file, { cacheControl: false, dotfiles: 'allow' })
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function nameOf(file: string): string {
  return relative(publicFolder, file).split(sep).join('/')
}

function assetAt(file: string): Asset {
  return { file, digest: createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12) }
}
