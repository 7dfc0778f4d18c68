import pino from 'pino'
import { firstAdministratorLink } from './accounts/operator.actions'
import { createApp } from './app'
import { loadConfig } from './config'
import { makeTails } from './candidates/finding/tails.actions'
import { openCounty, type County } from './county'
import { keepScanning } from './evidence/scanning/scanning.actions'
import { keepClearing } from './jobs/files/clearing.actions'
import { keepWorking } from './jobs/worker.actions'
import { operatorSentence } from './lib/cannot-start'
import { jobKinds } from './long-work'
import { keepReminding } from './rounds/reminders/reminding.actions'
import { listen, type Listening } from './web/listen'
import { seedDemo } from '../prisma/seed/demo'

/** How long requests under way may take once we are asked to stop. */
const graceSeconds = 10

async function main(): Promise<void> {
  const asked = stopSignal()
  const settings = loadConfig({ demo: process.argv.includes('--demo') })
  const log = pino({ level: settings.config.logLevel })
  const county = await openCounty(settings, log)
  let stops: (() => void)[] = []
  try {
    const server = await serve(county)
    // Not before the demo is whole: a reminder made in its middle would clash with it.
    stops = [keepScanning(county.deps), keepReminding(county.deps), keepClearing(county.deps)]
    const stopWork = keepWorking(county.deps, jobKinds(county.deps))
    const signal = await asked
    console.log(`${signal}: finishing what is under way`)
    await Promise.all([server.stop(graceSeconds), stopWork(graceSeconds)])
  } finally {
    for (const stop of stops) stop()
    await county.close()
  }
}

async function serve(county: County): Promise<Listening> {
  const { config } = county.deps
  await makeTails(county.deps)
  const signIns = config.demo ? await seedDemo(county.deps) : []
  const server = await listen(createApp(county.deps), config.host, config.port)
  county.database.announce(server.address)
  const link = await firstAdministratorLink(county.deps)
  const address = config.publicUrl ?? server.address
  for (const line of greeting(county, address, link)) console.log(line)
  for (const line of signIns) console.log(line)
  return server
}

function greeting({ database, migrated, deps }: County, address: string, link: string | null): string[] {
  return [
    `Database: ${database.began}`,
    ...(migrated.length ? [`Tables brought up to date: ${migrated.join(', ')}`] : []),
    ...(deps.config.demo ? [`Demo data in ${deps.config.dataDir}`] : []),
    `Lianshen is ready: ${address}`,
    ...(link ? [`Nobody can sign in yet. Make the first administrator here (works once): ${address}${link}`] : []),
  ]
}

// Listened for from the first moment, so that a signal during the start is not lost and the database not left behind.
// Ctrl-C under npm arrives twice within milliseconds; a later second one is from somebody impatient.
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = 0
    const stop = (signal: NodeJS.Signals) => {
      if (asked && Date.now() - asked > 1000) process.exit(1)
      asked ||= Date.now()
      resolve(signal)
    }
    process.on('SIGTERM', stop).on('SIGINT', stop)
  })
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(operatorSentence(error) ?? error)
    process.exit(1)
  },
)
