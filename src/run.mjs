// node src/run.mjs <program> [arguments]: builds what is stale, then runs dist/src/<program>.js in this same process,
// so that a signal to `npm start` reaches the server and no process in between. For the same reason `start` and `demo` in
// package.json use `exec` where there is one: npm would signal the shell, and the server would be left behind.
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'

const [node, self, program, ...rest] = process.argv
build()
const target = join(dirname(dirname(self ?? fileURLToPath(import.meta.url))), 'dist', 'src', `${program}.js`)
process.argv = [node, target, ...rest]
await import(pathToFileURL(target).href)
