import { nameOfCode } from '../candidates/codes/code-list'
import { posts } from '../candidates/codes/post'
import type { Tone } from '../lib/tone'
import { say, type Translate } from '../locales/translate'
import type { Typed } from '../web/pages/form'
import { type ElectionWord, type Result, results, turnoutOf } from './election'
import type { PlannedElection } from './election-plan'
import type { Stood, TeamElection } from './elections.store'

/** A result's colour; a new word without one does not compile. */
const resultTone: Record<ElectionWord, Tone> = { elected: 'clear', not_elected: 'plain', not_stood: 'plain' }

export function resultStatus(word: ElectionWord, t: Translate): { text: string; tone: Tone } {
  return { text: t(`elections:result.${word}`), tone: resultTone[word] }
}

/** A result in one line: the word, the votes where they were counted, the post of who was elected. */
export function resultText({ result, votes, post }: Omit<Result, 'candidateId'>, t: Translate, lang: string): string {
  const said = [
    t(`elections:result.${result}`),
    votes === null ? '' : t('elections:votes', { count: votes }),
    post ? nameOfCode(posts, post, lang) : '',
  ]
  return said.filter(Boolean).join(' · ')
}

/** How many teams have voted, for the board: nothing before the first; no link where the list shows another cycle. */
export function electionTiles({ held, teams, listed }: { held: number; teams: number; listed: boolean }, t: Translate) {
  if (!held) return []
  return [
    {
      text: t('elections:board.elected'),
      tone: held === teams ? ('clear' as const) : ('waiting' as const),
      people: t('elections:board.of', { held, teams }),
      href: listed ? '/elections?state=held' : '',
      help: t('elections:board.help'),
    },
  ]
}

/** The form of one team: what is stored, or what was typed before it was refused. */
export function electionForm(file: TeamElection, t: Translate, lang: string, typed?: Typed) {
  const said = (name: string, stored: unknown) => typed?.[name] ?? String(stored ?? '')
  return {
    action: `/elections/${file.teamId}`,
    version: said('version', file.version),
    heldOn: said('heldOn', file.heldOn),
    voters: said('voters', file.voters),
    voted: said('voted', file.voted),
    results: results.map((value) => ({ value, label: t(`elections:result.${value}`) })),
    posts: posts.map(({ code }) => ({ value: code, label: nameOfCode(posts, code, lang) })),
    people: file.people.map((one) => personLine(one, t, lang, said)),
  }
}

type Said = (name: string, stored: unknown) => string

function personLine(one: Stood, t: Translate, lang: string, said: Said) {
  const id = one.candidateId
  return {
    id,
    name: one.name,
    href: `/candidates/${id}`,
    post: nameOfCode(posts, one.post, lang),
    result: said(`result.${id}`, one.result ?? (mayStand(one) ? '' : 'not_stood')),
    votes: said(`votes.${id}`, one.votes),
    electedPost: said(`post.${id}`, one.electedPost ?? (one.result ? '' : one.post)),
    warning: warningOf(one, t),
  }
}

/** Why somebody's outcome does not let them be elected; '' where it does. */
export function warningOf(one: Stood, t: Translate): string {
  return mayStand(one) ? '' : t(`elections:warning.${one.outcome ?? 'none'}`)
}

function mayStand({ outcome }: Stood): boolean {
  return outcome === 'eligible' || outcome === 'eligible_with_reasons'
}

/** What a sheet would record, team by team. */
export function plannedRow({ township, team, election, problems }: PlannedElection, t: Translate) {
  const elected = election.results.filter(({ result }) => result === 'elected').length
  const turnout = turnoutOf(election)
  return {
    township,
    team,
    heldOn: election.heldOn,
    people: election.results.length,
    elected,
    turnout: turnout === null ? '' : t('elections:percent', { value: turnout }),
    problems: problems.map(({ row, message }) => t('elections:sheet.inRow', { row, text: say(t, message) })),
  }
}
