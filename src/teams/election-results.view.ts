import { nameOfCode } from '../candidates/codes/code-list'
import { posts } from '../candidates/codes/post'
import type { Column, Row } from '../lib/table'
import type { Translate } from '../locales/translate'
import { turnoutOf } from './election'
import { resultStatus, warningOf } from './election.view'
import type { Stood, TeamElection } from './elections.store'

type ResultColumn = 'name' | 'result' | 'votes' | 'electedPost'

/** One team's election, for who only reads. `linked`: the reader may open the candidates' files. */
export function electionResults(file: TeamElection, linked: boolean, t: Translate, lang: string) {
  return {
    facts: factsOf(file, t),
    table: {
      caption: t('elections:title'),
      columns: columnsOf(t),
      rows: file.people.map((one) => resultCells(one, linked, t, lang)),
    },
  }
}

function columnsOf(t: Translate): Column<ResultColumn>[] {
  return [
    { key: 'name', label: t('candidates:column.name') },
    { key: 'result', label: t('elections:column.result') },
    { key: 'votes', label: t('elections:column.votes'), number: true },
    { key: 'electedPost', label: t('elections:column.electedPost') },
  ]
}

function factsOf(file: TeamElection, t: Translate) {
  if (!file.heldOn) return [{ label: t('elections:column.state'), text: t('elections:state.open') }]
  const turnout = turnoutOf(file)
  return [
    { label: t('elections:field.heldOn'), text: file.heldOn },
    { label: t('elections:field.voters'), text: String(file.voters ?? '') },
    { label: t('elections:field.voted'), text: String(file.voted ?? '') },
    { label: t('elections:column.turnout'), text: turnout === null ? '' : t('elections:percent', { value: turnout }) },
  ].filter(({ text }) => text)
}

function resultCells(one: Stood, linked: boolean, t: Translate, lang: string): Row<ResultColumn> {
  const warning = warningOf(one, t)
  return {
    cells: {
      name: {
        text: one.name,
        href: linked ? `/candidates/${one.candidateId}` : undefined,
        under: nameOfCode(posts, one.post, lang),
      },
      result: {
        ...(one.result ? resultStatus(one.result, t) : { text: '' }),
        tags: warning ? [{ text: warning, tone: 'disputed' }] : [],
      },
      votes: { text: String(one.votes ?? '') },
      electedPost: { text: one.electedPost ? nameOfCode(posts, one.electedPost, lang) : '' },
    },
  }
}
