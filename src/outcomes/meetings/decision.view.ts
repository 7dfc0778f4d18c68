import type { Nearness } from '../../candidates/structure/nearness'
import { nearText } from '../../candidates/structure/nearness.view'
import type { Translate } from '../../locales/translate'
import type { Typed } from '../../web/pages/form'
import type { AgendaLine } from './agenda.store'
import { decisionsOn, groundOf } from './meeting'

/** The form on one person: what the standing allows, who votes, who has to leave and why. What was typed comes back. */
export function decisionForm(
  line: AgendaLine,
  { voting, near }: { voting: string[]; near: ReadonlyMap<string, Nearness[]> },
  t: Translate,
  typed?: Typed,
) {
  const said = typed ?? saidIn(line, [...near.keys()])
  const chosen = (name: string) => (said[name] ?? '').split(',')
  return {
    version: said['version'] ?? String(line.version),
    decision: said['decision'] ?? '',
    decisions: decisionsOn(line.standing).map((value) => ({
      value,
      label: t(`meetings:decision.${value}`),
      help: t(`meetings:help.${value}`),
    })),
    grounds: groundOf(line).map((code) => ({
      value: code,
      label: code,
      checked: chosen('groundItems').includes(code),
    })),
    until: said['until'] ?? '',
    words: said['words'] ?? '',
    votesFor: said['votesFor'] ?? '',
    votesAgainst: said['votesAgainst'] ?? '',
    votesAbstained: said['votesAbstained'] ?? '',
    recused: voting.map((name) => ({
      value: name,
      label: recusalLabel(name, near.get(name), t),
      checked: chosen('recused').includes(name),
    })),
    near: near.size ? t('meetings:near', { names: [...near.keys()].join(t('shell:listComma')) }) : '',
  }
}

function recusalLabel(name: string, near: Nearness[] | undefined, t: Translate): string {
  return near ? t('meetings:field.recusedNear', { name, near: nearText(t, near) }) : name
}

/** Before anything is decided, who is near is ticked as recused already, and the only ground is taken. */
function saidIn(line: AgendaLine, near: string[]): Typed {
  if (line.decision === null)
    return { recused: near.join(), groundItems: groundOf(line).join(), votesAgainst: '0', votesAbstained: '0' }
  return {
    decision: line.decision,
    groundItems: line.groundItems.join(),
    until: line.until ?? '',
    words: line.words,
    votesFor: String(line.votesFor),
    votesAgainst: String(line.votesAgainst),
    votesAbstained: String(line.votesAbstained),
    recused: line.recused.join(),
  }
}
