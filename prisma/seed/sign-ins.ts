import { demoPassword } from './cast'

/** How to sign in to the demo: role, username, password; printed at every start. */
export function signInLines(): string[] {
  const rows = signIns.map(([role, username]) => `  ${role.padEnd(width)}  ${username.padEnd(28)}${demoPassword}`)
  return ['', 'Sign-ins of the demo county (invented people, one password):', ...rows, ...notes]
}

const signIns: [role: string, username: string][] = [
  ['Township clerk, finished township', 'clerk1'],
  ['Township lead, finished township', 'lead1'],
  ['Township clerk, half-way township', 'clerk6'],
  ['Reviewer, discipline inspection', 'reviewer.discipline'],
  ['Signatory, discipline inspection', 'signatory.discipline'],
  ['Reviewer, court', 'reviewer.court'],
  ['Signatory, court', 'signatory.court'],
  ['Reviewer, police', 'reviewer.police'],
  ['Signatory, police', 'signatory.police'],
  ['Election office', 'office'],
  ['Leading group', 'leader'],
  ['Observer', 'observer'],
  ['System administrator', 'admin'],
  ['Security administrator', 'security'],
  ['Auditor', 'auditor'],
]

const width = Math.max(...signIns.map(([role]) => role.length))

const notes = [
  'Townships: clerk1 … clerk9 and lead1 … lead9. Departments: reviewer.<key> and signatory.<key>, <key> one of',
  'discipline, organisation, political_legal, petitions, court, procuratorate, police, civil_affairs, justice,',
  'natural_resources, environment, agriculture, emergency; the court, police and discipline also have reviewer2.<key>.',
  'Discipline has split its work between its two reviewers; reviewer2.police signs for the signatory of the police.',
]
