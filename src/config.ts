import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { CannotStart } from './lib/cannot-start'
import { projectRoot } from './lib/root'
import type { MailServer } from './mail/smtp'
import type { ClamdAddress } from './vault/clamd'

export type Config = {
  environment: 'production' | 'development' | 'test'
  /** Runs on the invented county, in a data folder of its own. */
  demo: boolean
  host: string
  /** 0 asks the system for a free port. */
  port: number
  /** null: the PostgreSQL that comes along is started on `dataDir`. It holds a password: never print it. */
  databaseUrl: string | null
  /** One county = one schema. */
  databaseSchema: string
  /** Absolute. */
  dataDir: string
  /** Absolute: where attached files are; every node of a county needs the same. */
  evidenceDir: string
  /** Bytes that the attached files of the county may take together. */
  evidenceQuota: number
  /** The ClamAV daemon that scans attached files; null: they are not scanned. */
  clamd: ClamdAddress | null
  /** Where reminders are handed in for sending; null: there are no e-mails. */
  mail: MailServer | null
  /** Express `trust proxy`: false, a number of proxies, or addresses. */
  trustProxy: boolean | number | string
  secureCookies: boolean
  /** Without a slash at the end; null: the address that is listened on. */
  publicUrl: string | null
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** Keys given from outside instead of the file, 32 bytes each; see src/keys.ts. */
export type GivenKeys = { idKey: Buffer | null; sessionSecret: Buffer | null }

type Environment = Record<string, string | undefined>

/**
 * Settings from the environment and, below it, the file `.env`.
 * @throws CannotStart with one line for every setting that is wrong.
 */
export function loadConfig(args: { demo: boolean }): { config: Config; givenKeys: GivenKeys } {
  const file = join(projectRoot, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return readConfig(process.env, args)
}

/** The same from a given environment, without touching the process. */
export function readConfig(env: Environment, args: { demo: boolean }): { config: Config; givenKeys: GivenKeys } {
  const read = settings.safeParse(withoutEmpty(env))
  if (!read.success) throw new CannotStart(sentences(read.error, env))
  const s = read.data
  const dataDir = fromRoot(s.DATA_DIR ?? (args.demo ? 'data/demo' : 'data'))
  const config: Config = {
    environment: s.NODE_ENV,
    demo: args.demo,
    host: s.HOST,
    port: s.PORT,
    databaseUrl: s.DATABASE_URL ?? null,
    databaseSchema: s.DATABASE_SCHEMA,
    dataDir,
    evidenceDir: s.EVIDENCE_DIR ? fromRoot(s.EVIDENCE_DIR) : join(dataDir, 'evidence'),
    evidenceQuota: s.EVIDENCE_QUOTA_MB * 1024 * 1024,
    clamd: s.CLAMD ?? null,
    mail: s.SMTP_URL && s.MAIL_FROM ? { url: s.SMTP_URL, from: s.MAIL_FROM } : null,
    trustProxy: s.TRUST_PROXY,
    secureCookies: s.SECURE_COOKIES ?? s.PUBLIC_URL?.startsWith('https:') ?? false,
    publicUrl: s.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    logLevel: s.LOG_LEVEL,
  }
  return { config, givenKeys: { idKey: s.ID_KEY ?? null, sessionSecret: s.SESSION_SECRET ?? null } }
}

/** For a child process: ours, without the PG* variables that would steer PostgreSQL's own programs, and in English. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^PG[A-Z]/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', LANG: 'C' }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const flag = z.enum(['true', 'false'], 'write true or false').transform((text) => text === 'true')

const key = z.string().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64')
  // Node drops what is not base64, so the length also catches a mistyped key.
  if (bytes.length === 32) return bytes
  context.addIssue({ code: 'custom', message: 'write 32 random bytes in base64, e.g. from: openssl rand -base64 32' })
  return z.NEVER
})

const trustProxy = z.string().transform((text): boolean | number | string => {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^\d+$/.test(text) ? Number(text) : text
})

/** `unix:` may stand before a path, as in ClamAV's own tools. */
const clamd = z.string().transform((text, context): ClamdAddress => {
  const path = text.replace(/^unix:/, '')
  if (path.startsWith('/')) return { path }
  const [, host, port] = /^(\[[0-9a-f:]+\]|[^\s:/]+):(\d{1,5})$/i.exec(text) ?? []
  if (host && Number(port) > 0 && Number(port) < 65536)
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
  context.addIssue({ code: 'custom', message: 'write host:port or the path of a socket, e.g. 127.0.0.1:3310' })
  return z.NEVER
})

/** One address, with or without a name before it: Lianshen <lianshen@county.example>. */
const sender = /^([^<>@"\r\n]+ )?<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/

const fields = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'write production, development or test')
    .default('production'),
  HOST: z.string().regex(/^\S+$/, 'write an address of this machine, e.g. 127.0.0.1 or 0.0.0.0').default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'write a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port < 65536, 'write a number from 0 to 65535')
    .default(3000),
  DATABASE_URL: z
    .string()
    .refine((text) => isUrl(text, ['postgres:', 'postgresql:']), 'write postgres://user:password@host:port/database')
    .optional(),
  DATABASE_SCHEMA: z
    .string()
    .regex(/^(?!pg_)[a-z_][a-z0-9_]{0,62}$/, 'write lower-case letters, digits and _, at most 63, not pg_ in front')
    .default('public'),
  DATA_DIR: z.string().optional(),
  EVIDENCE_DIR: z.string().optional(),
  EVIDENCE_QUOTA_MB: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'write a number of megabytes, e.g. 20480')
    .transform(Number)
    .default(20_480),
  CLAMD: clamd.optional(),
  SMTP_URL: z
    .string()
    .refine((text) => isUrl(text, ['smtp:', 'smtps:']), 'write smtp://user:password@host:587 or smtps://…@host:465')
    .optional(),
  MAIL_FROM: z.string().regex(sender, 'write an address, e.g. Lianshen <lianshen@county.example>').optional(),
  ID_KEY: key.optional(),
  SESSION_SECRET: key.optional(),
  TRUST_PROXY: trustProxy.default(false),
  SECURE_COOKIES: flag.optional(),
  PUBLIC_URL: z
    .string()
    .refine((text) => isUrl(text, ['http:', 'https:']), 'write the address people type, e.g. https://lianshen.example')
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `write one of ${logLevels.join(', ')}`).default('info'),
})

/** E-mails need a sender, and the address at which people sign in is what they tell; said beside whatever else is wrong. */
const besides = (name: 'MAIL_FROM' | 'PUBLIC_URL') => ({
  path: [name],
  when: () => true,
  error: 'set it too, reminders by e-mail (SMTP_URL) need it',
})

const settings = fields
  .refine((given) => !given.SMTP_URL || given.MAIL_FROM, besides('MAIL_FROM'))
  .refine((given) => !given.SMTP_URL || given.PUBLIC_URL, besides('PUBLIC_URL'))

const secret = new Set(['DATABASE_URL', 'ID_KEY', 'SESSION_SECRET', 'SMTP_URL'])

function withoutEmpty(env: Environment): Environment {
  const filled = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const)
  return Object.fromEntries(filled.filter(([, value]) => value))
}

function fromRoot(path: string): string {
  return isAbsolute(path) ? path : join(projectRoot, path)
}

function isUrl(text: string, protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol)
}

function sentences(error: z.ZodError, env: Environment): string {
  const lines = error.issues.map(({ path, message }) => {
    const name = String(path[0])
    const given = secret.has(name) ? 'what is set' : `"${env[name]?.slice(0, 80) ?? ''}"`
    return `  ${name}: ${given} cannot be used; ${message}.`
  })
  return `These settings are wrong (environment or .env):\n${lines.join('\n')}`
}
