import { makeDemoTemplate } from './demo'
import startDatabase from './start-database'

/** Once per run of the browser's tests: the database, and the demo county in it. */
export default async function startDemo(): Promise<void> {
  await startDatabase()
  await makeDemoTemplate()
}
