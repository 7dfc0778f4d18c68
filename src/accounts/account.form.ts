import { z } from 'zod'
import { Invalid } from '../lib/errors'
import { readIdNumber } from '../lib/id-number'
import { message, type Message } from '../lib/message'
import { tidy } from '../lib/tidy'
import { languages } from '../locales/translate'
import { emailPattern, plainUsername, usernamePattern, type AccountCommand } from './account'
import { boundOf, roles, type Role } from './role'

/** The other choice of unit is left out, whatever was picked; ID number, village and e-mail address need not be told. */
export type NewAccountCommand = Omit<AccountCommand, Untold> &
  Partial<Pick<AccountCommand, Untold>> & { username: string }
type Untold = 'teamId' | 'email' | 'language'

/** @throws Invalid with one message per field */
export function readNewAccount(body: unknown): NewAccountCommand {
  const typed = form.parse(body ?? {})
  const username = plainUsername(typed.username)
  return { username, ...commandOf(typed, usernameProblem(username)) }
}

/** @throws Invalid with one message per field */
export function readAccount(body: unknown): AccountCommand {
  return commandOf(form.parse(body ?? {}), {})
}

const text = z.string().catch('')
const form = z.object({
  username: text,
  name: text,
  role: text,
  townshipId: text,
  departmentId: text,
  teamId: text,
  idNumber: text,
  forgetId: text,
  email: text,
  language: text,
})

type Typed = z.infer<typeof form>
type Problems = Record<string, Message>

function commandOf(typed: Typed, earlier: Problems): AccountCommand {
  const [name, role] = [tidy(typed.name), roles.find((one) => one === typed.role)]
  const unit = role ? unitProblem(typed, role) : { role: say('role') }
  const problems = { ...earlier, ...nameProblem(name), ...unit, ...teamProblem(typed), ...restProblem(typed) }
  if (!role || Object.keys(problems).length) throw new Invalid(problems)
  const bound = boundOf[role]
  return {
    name,
    role,
    townshipId: bound === 'township' ? typed.townshipId : null,
    departmentId: bound === 'department' ? typed.departmentId : null,
    teamId: typed.teamId || null,
    email: emailIn(typed) || null,
    language: languageIn(typed) ?? null,
    idNumber: idNumberOf(typed),
  }
}

/** An empty field says nothing about the number that is known; only the box beside it forgets it. */
function idNumberOf({ idNumber, forgetId }: Typed): string | null | undefined {
  const read = readIdNumber(idNumber)
  if (read.ok) return read.number
  return forgetId === 'yes' ? null : undefined
}

function usernameProblem(username: string): Problems {
  if (!username) return { username: say('username.empty') }
  if (readIdNumber(username).ok || /\d{11,}/.test(username)) return { username: say('username.number') }
  return usernamePattern.test(username) ? {} : { username: say('username.shape') }
}

function nameProblem(name: string): Problems {
  if (!name) return { name: say('name.empty') }
  return name.length > 40 ? { name: say('name.long') } : {}
}

function unitProblem(typed: Typed, role: Role): Problems {
  const bound = boundOf[role]
  if (bound === 'township' && !uuid.test(typed.townshipId)) return { townshipId: say('township') }
  return bound === 'department' && !uuid.test(typed.departmentId) ? { departmentId: say('department') } : {}
}

function teamProblem({ teamId }: Typed): Problems {
  return teamId === '' || uuid.test(teamId) ? {} : { teamId: say('team') }
}

function idProblem({ idNumber }: Typed): Problems {
  if (idNumber.trim() === '') return {}
  const read = readIdNumber(idNumber)
  return read.ok ? {} : { idNumber: read.message }
}

function restProblem(typed: Typed): Problems {
  const email = emailIn(typed)
  const wrong = email !== '' && (email.length > 200 || !emailPattern.test(email))
  return { ...idProblem(typed), ...(wrong ? { email: say('email') } : {}) }
}

/** Full-width signs of a Chinese keyboard are meant as their plain ones. */
function emailIn({ email }: Typed): string {
  return email.normalize('NFKC').trim()
}

function languageIn({ language }: Typed) {
  return languages.find((one) => one === language)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function say(key: string): Message {
  return message(`accounts:problem.${key}`)
}
