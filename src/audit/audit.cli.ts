import pino from 'pino'
import { loadConfig } from '../config'
import { openCounty } from '../county'
import type { Verified } from './verify.actions'
import { verifyChain } from './verify.actions'

type Console = { out(line: string): void; err(line: string): void }

/** `audit verify [--demo]`: 0 when the whole chain holds, 1 when it does not, 2 when the command is not understood. */
export async function auditCommand(args: string[], console: Console): Promise<number> {
  const [verb, ...options] = args
  if (verb !== 'verify' || options.some((option) => option !== '--demo')) {
    console.err('Usage: audit verify [--demo]')
    return 2
  }
  const settings = loadConfig({ demo: options.includes('--demo') })
  const county = await openCounty(settings, pino({ level: 'silent' }), { beside: true })
  try {
    return report(await verifyChain(county.deps.db), console)
  } finally {
    await county.close()
  }
}

const words = {
  missing: 'another entry stands in its place',
  previous: 'it does not follow from the entry before it',
  digest: 'it was changed',
  truncated: 'it and all after it are gone',
  beyond: 'it was added beside the program',
  head: 'the end of the chain was changed',
}

function report({ head, broken }: Verified, console: Console): number {
  if (broken) {
    console.err(`The audit trail is broken at entry ${broken.seq} (id ${broken.id ?? 'none'}): ${words[broken.why]}.`)
    return 1
  }
  console.out(`The audit trail is whole: ${head.seq} entries, the last with digest ${head.digest}`)
  return 0
}
