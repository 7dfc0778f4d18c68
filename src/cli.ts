import { operatorSentence } from './lib/cannot-start'
import { vetCommand, type Console } from './vet/command'

/** The same acts without a browser: `node dist/src/cli.js <command> …`; each gives the exit status. */
const commands: Record<string, (args: string[], console: Console) => Promise<number>> = {
  vet: vetCommand,
  // Loaded when asked for: `vet` needs no database and starts without one.
  audit: async (args, console) => (await import('./audit/audit.cli')).auditCommand(args, console),
  invariants: async (args, console) => (await import('./invariants/invariants.cli')).invariantsCommand(args, console),
  outcome: async (args, console) => (await import('./outcomes/outcome.cli')).outcomeCommand(args, console),
  reminders: async (args, console) =>
    (await import('./rounds/reminders/reminders.cli')).remindersCommand(args, console),
  evidence: async (args, console) => (await import('./evidence/scanning/evidence.cli')).evidenceCommand(args, console),
  ledgers: async (args, console) => (await import('./ledgers/imports/import.cli')).ledgersCommand(args, console),
  accounts: async (args, console) => (await import('./accounts/accounts.cli')).accountsCommand(args, console),
}

async function run([name = '', ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const lines = { out: (line: string) => console.log(line), err: (line: string) => console.error(line) }
  if (command) return command(args, lines)
  lines.err(`Commands: ${Object.keys(commands).join(', ')}`)
  return 2
}

async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2))
}

main().catch((error: unknown) => {
  console.error(operatorSentence(error) ?? error)
  process.exitCode = 1
})
