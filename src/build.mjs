// Builds what is stale: the Prisma client from prisma/schema, then dist/ from the TypeScript.
// Plain JavaScript, because it is what runs before there is anything compiled. When nothing changed it costs some 20 ms.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const generated = join(root, 'src', 'db', 'generated')
const steps = [
  {
    name: 'database client',
    from: ['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json'],
    mark: join(generated, '.made-from'),
    command: ['node_modules/prisma/build/index.js', 'generate'],
  },
  {
    name: 'program',
    from: ['src', 'prisma', 'examples', 'bench', 'prisma.config.ts', 'tsconfig.json', 'node_modules/tsc7/package.json'],
    mark: join(root, 'dist', '.made-from'),
    command: ['node_modules/tsc7/bin/tsc', '-p', 'src'],
  },
]

/** Brings everything up to date. Two builds at once wait for each other. Ends the process with a sentence on failure. */
export function build() {
  try {
    checkGround()
    if (!steps.every(isFresh)) inTurn(() => steps.filter((step) => !isFresh(step)).forEach(make))
  } catch (error) {
    console.error(error instanceof CannotBuild ? error.message : error)
    process.exit(1)
  }
}

class CannotBuild extends Error {}

function checkGround() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new CannotBuild(`Node 20.19 or newer is needed; this is ${process.version}.`)
  if (!existsSync(join(root, 'node_modules', 'tsc7'))) throw new CannotBuild('The packages are missing. Run: npm ci')
}

function isFresh(step) {
  return existsSync(step.mark) && readFileSync(step.mark, 'utf8') === digestOf(step)
}

function make(step) {
  const started = Date.now()
  const digest = digestOf(step)
  const [script, ...args] = step.command
  const run = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    encoding: 'utf8',
    // Prisma would otherwise ask the network for news of itself.
    env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  })
  if (run.status !== 0) throw new CannotBuild(`The ${step.name} could not be built:\n${run.stdout}${run.stderr}`)
  mkdirSync(dirname(step.mark), { recursive: true })
  writeFileSync(step.mark, digest)
  console.log(`Built the ${step.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

// Names, sizes and times tell a change without reading; a deleted file changes the list.
function digestOf(step) {
  const hash = createHash('sha256')
  for (const path of step.from.flatMap((name) => filesUnder(join(root, name)))) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!existsSync(path) || path === generated) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

// A file is created by one process only; it names the holder, so that one left by a killed build is seen through.
function inTurn(work) {
  const turn = join(root, 'dist', '.building')
  mkdirSync(dirname(turn), { recursive: true })
  while (!taken(turn)) {
    if (isAbandoned(turn)) rmSync(turn, { force: true })
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  }
  try {
    work()
  } finally {
    rmSync(turn, { force: true })
  }
}

function taken(turn) {
  try {
    writeFileSync(turn, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function isAbandoned(turn) {
  const age = Date.now() - (statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
  return age > 120_000 || (age > 1000 && !isAlive(Number(readFileSync(turn, 'utf8'))))
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build()
