import { running } from './database-server'

export default async function stopDatabase(): Promise<void> {
  await running.server?.stop()
}
