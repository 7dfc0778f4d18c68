import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Request, RequestHandler } from 'express'
import { projectRoot } from '../../lib/root'

/** `packed`: the body as each encoding sends it, made when it is first asked for. */
type Asset = { body: Buffer; digest: string; packed: Partial<Record<Encoding, Buffer>> }
type Encoding = keyof typeof pack

const publicFolder = join(projectRoot, 'public')
const tabler = join(dirname(require.resolve('@tabler/core/package.json')), 'dist/css/tabler.min.css')

/** Our layer over Tabler in the order in which one part may outdo another; all of them go out as one file. */
export const styleParts = [
  'tokens',
  'text',
  'shell',
  'cards',
  'boards',
  'marks',
  'forms',
  'tables',
  'desk',
  'pages',
  'narrow',
  'print',
  'letters',
].map((part) => join(publicFolder, 'css', `${part}.css`))

const pack = {
  br: (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body: Buffer) => gzipSync(body, { level: 9 }),
}

const assets = new Map<string, Asset>([
  ...filesUnder(publicFolder)
    .filter((file) => !styleParts.includes(file))
    .map((file) => [nameOf(file), assetOf([file])] as const),
  // One request before the first line is painted, not thirteen.
  ['css/lianshen.css', assetOf([tabler, ...styleParts])],
])

/** The address of a file of public/, or of all styles (css/lianshen.css), with its digest: browsers may keep it for ever. */
export function assetUrl(name: string): string {
  const asset = assets.get(name)
  if (!asset) throw new Error(`No asset named ${name}`)
  return `/assets/${asset.digest}/${name}`
}

/** Serves `/assets/<digest>/<name>`; an old digest (the page came before an upgrade) gets the new file, not to be kept. */
export const serveAsset: RequestHandler<{ digest: string; name: string[] }> = (req, res, next) => {
  const name = req.params.name.join('/')
  const asset = assets.get(name)
  if (!asset) return next()
  const kept = asset.digest === req.params.digest ? 'public, max-age=31536000, immutable' : 'no-cache'
  const encoding = encodingFor(req as Request)
  if (encoding) res.set('Content-Encoding', encoding)
  res.set('Cache-Control', kept).vary('Accept-Encoding').type(extname(name)).send(bodyOf(asset, encoding))
}

function encodingFor(req: Request): Encoding | null {
  const wanted = req.acceptsEncodings('br', 'gzip', 'identity')
  return wanted === 'br' || wanted === 'gzip' ? wanted : null
}

function bodyOf(asset: Asset, encoding: Encoding | null): Buffer {
  return encoding ? (asset.packed[encoding] ??= pack[encoding](asset.body)) : asset.body
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function nameOf(file: string): string {
  return relative(publicFolder, file).split(sep).join('/')
}

function assetOf(files: string[]): Asset {
  const body = Buffer.concat(files.flatMap((file, place) => [Buffer.from(place ? '\n' : ''), readFileSync(file)]))
  return { body, digest: createHash('sha256').update(body).digest('hex').slice(0, 12), packed: {} }
}
