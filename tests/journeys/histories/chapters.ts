import fc from 'fast-check'
import { type Act, Chapter, type Part } from './act'
import { correct, draft, recuse, resubmit, sendBack, sign, withdraw } from './acts/answering'
import { decide, proposal } from './acts/deciding'
import { attend, call, closeMinutes, decideOn, proposeDecided, refill } from './acts/meetings'
import { change, lapse, reply, reReview, tell, uphold, waive } from './acts/notices'
import { cancel, dispute, handInProof, lookAtProof } from './acts/rechecking'
import { close, issue, request, setAside, takeUp, trigger } from './acts/rounds'
import { current, isOpen } from './looks'
import { type Decision, type Department, departments, type Hand, type Life, standingOf, type Word } from './model'

export type Words = Record<Department, Word>
export const allNone: Words = { court: 'none', police: 'none', discipline: 'none', petitions: 'none' }

export const anyDepartment = fc.constantFrom(...departments)
export const anyWord = fc.constantFrom<Word>('none', 'none', 'none', 'found', 'found', 'found', 'pending', 'not_ours')
export const anyDecision = fc.constantFrom<Decision>(
  'eligible_with_reasons',
  'ineligible',
  'ineligible',
  'held',
  'rectify',
  'rectify',
  'recheck',
  'postponed',
)
export const likelyWords = fc.oneof(
  fc.constantFrom<Words>({ ...allNone, court: 'found' }, { ...allNone, petitions: 'found' }, allNone),
  fc.record<Words>({ court: anyWord, police: anyWord, discipline: anyWord, petitions: anyWord }),
)

/** Whoever is still asked answers and signs; in a recheck somebody else than before. */
function answered(words: Words): Part {
  return (life) =>
    departments.flatMap((department) => {
      const review = current(life, department)
      const hand: Hand = review.recheck ? 'two' : 'one'
      if (review.state !== 'unsigned' || !isOpen(life, review)) return []
      return [...(review.answer ? [] : [draft(department, hand, words[department])]), sign(department)]
    })
}

/** What is decided as the standing suggests it: at once, or in a meeting; nothing where there is nothing to decide. */
function decided(decision: Decision): Part {
  return (life) => {
    const standing = standingOf(life)
    const approved = decide('approvals', 'leader')
    if (standing === 'clear') return [proposal('eligible'), approved]
    if (standing === 'bar') return [proposal(decision === 'held' ? 'held' : 'ineligible'), approved]
    if (!['refer', 'hold'].includes(standing)) return []
    const word = decision === 'recheck' ? 'rectify' : decision
    return [call, attend(3), decideOn(word), closeMinutes, proposeDecided, approved]
  }
}

/** What these acts are, where the standing is one of these. */
const when = (standings: string[], ...acts: (Act | 'a week')[]): Part => {
  return (life) => (standings.includes(standingOf(life)) ? acts : [])
}
const then = (...acts: (Act | 'a week')[]): Part => {
  return () => acts
}

/** As the court found it, unless something is decided already. */
const found = answered({ ...allNone, court: 'found' })
const struckOff: Part = (life: Life) =>
  life.outcomes.length || standingOf(life) !== 'bar'
    ? []
    : [proposal('ineligible'), decide('approvals', 'leader'), tell]
/** All are asked again, whatever they had signed. */
const askedAgain = then(trigger(null), issue('usual'))

/** Lives as they often go, from whatever has become of this one; their last acts are the rare ones. */
function chapters(words: Words, decision: Decision, one: Department): Record<string, Part[]> {
  const other = departments[(departments.indexOf(one) + 1) % departments.length]!
  const sentBack = then(sendBack(one, 'one'), correct(one === 'court' ? 'name' : 'phone'))
  return {
    answered: [answered(words)],
    decided: [decided(decision)],
    'told, and nobody replied': [found, struckOff, then(reply, lapse, 'a week', 'a week', lapse, waive)],
    waived: [found, struckOff, then(waive, reply, waive)],
    'told in vain': [found, struckOff, then('a week', 'a week', reply, lapse)],
    upheld: [found, struckOff, then(reply, reReview), found, then(uphold)],
    reinstated: [found, struckOff, then(reply, reReview), answered(allNone), decided('ineligible'), then(change)],
    mended: [then(sendBack(one, 'one'), correct('phone'), correct('name'), resubmit), answered(words)],
    'mended later': [askedAgain, sentBack, then(correct('name'), resubmit), answered(words)],
    'put right': [
      answered({ ...allNone, petitions: 'found' }),
      decided('rectify'),
      then(handInProof, lookAtProof, handInProof),
      answered(words),
    ],
    'looked at in vain': [decided('rectify'), then(handInProof, lookAtProof, handInProof, cancel, lookAtProof)],
    'disputed in a meeting': [
      answered({ ...allNone, police: 'found' }),
      when(['disputed'], call, attend(3), decideOn('recheck'), decideOn('postponed'), closeMinutes),
    ],
    'a meeting begun': [
      when(
        ['refer', 'hold', 'disputed'],
        call,
        attend(2),
        refill,
        decideOn('held'),
        attend(3),
        decideOn('held'),
        refill,
      ),
    ],
    'an agenda overtaken': [
      when(['refer', 'hold'], call, trigger(null), issue('usual')),
      answered(words),
      then(refill),
    ],
    'after the minutes': [
      decided(decision),
      then(attend(3), refill, decideOn('recheck'), decideOn('postponed'), decideOn('held'), decideOn('rectify')),
      then(decideOn('eligible_with_reasons'), decideOn('ineligible'), closeMinutes, proposeDecided),
    ],
    'kept away': [askedAgain, then(recuse(one, 'one'), draft(one, 'one', 'none'), draft(one, 'two', 'none'))],
    'closed and withdrawn': [
      answered(words),
      then(issue('everyone'), close, close, dispute, request(one), withdraw, withdraw, request(one), trigger(one)),
    ],
    'proposed and refused': [
      then(proposal('eligible'), proposal('ineligible'), decide('refusals', 'leader'), decide('approvals', 'leader')),
    ],
    'proposed and taken back': [then(proposal('eligible'), proposal('ineligible'), decide('take-backs', 'office'))],
    'asked anew in its round': [
      answered(words),
      then(issue('everyone'), trigger(other), takeUp, trigger(one), setAside),
    ],
  }
}

export const anyChapter = fc
  .tuple(likelyWords, anyDecision, anyDepartment, fc.nat(), fc.nat({ max: 2 }))
  .map(([words, decision, one, pick, again]) => {
    const [name, parts] = Object.entries(chapters(words, decision, one))[pick % chapterCount]!
    return new Chapter(name, parts, again === 0)
  })
const chapterCount = Object.keys(chapters(allNone, 'held', 'court')).length
