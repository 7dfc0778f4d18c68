import type { Actor } from '../../../src/accounts/actor'
import { loadPreset } from '../../../src/criteria/presets'
import { deskOf } from '../../../src/reviews/desk/desk-text'
import { readDesk, typedDesk } from '../../../src/reviews/desk/desk.form'
import { fingerprintOf, mergeOf, rowFingerprintOf, withChoices } from '../../../src/reviews/packets/packet'
import { gapsOf, type Judged, markOf, ownedItems, reviewStatus } from '../../../src/reviews/review'
import { mayAct } from '../../../src/reviews/review.policy'
import { signingDigest, signingTally } from '../../../src/reviews/signing/signing'
import { reviewActs, reviewStates, reviewTransitions } from '../../../src/reviews/transitions'
import type { Answer } from '../../../src/standings/standing'
import { writtenTransitions } from '../../support/states'

const basis = {
  criteria: loadPreset('main20'),
  terms: { cycleStart: null, lastTermStart: null },
  referenceDate: '2026-01-10',
  departmentKey: 'petitions',
}
const fact = {
  kind: '聚众闹事',
  effect: '2024-08-01',
  statedEnd: null,
  evidenceType: '行政处罚决定',
  documentNumber: '和公〔2024〕31号',
  issuingBody: '县公安局',
  words: '',
}
const none: Answer = { answer: 'none', facts: [] }
const found: Answer = { answer: 'found', facts: [fact] }

describe('what a review still needs', () => {
  test.each([
    ['nothing answered', {}, { complete: false, flagged: false, answered: 0 }],
    ['none', { N12: none }, { complete: true, flagged: false, answered: 1 }],
    ['found with its fact', { N12: found }, { complete: true, flagged: true, answered: 1 }],
    ['found without a fact', { N12: { answer: 'found', facts: [] } }, { complete: false, flagged: true, answered: 1 }],
    ['pending', { N12: { answer: 'pending', facts: [] } }, { complete: true, flagged: true, answered: 1 }],
    ['an item of somebody else only', { N03: found }, { complete: false, flagged: false, answered: 0 }],
  ] as const)('%s', (_, answers, mark) => {
    expect(markOf(answers as Record<string, Answer>, basis)).toEqual(mark)
  })

  test('an item nobody looked at shows by its code', () => {
    const discipline = { ...basis, departmentKey: 'discipline' }
    const codes = ownedItems(discipline).map(({ code }) => code)
    expect(gapsOf({}, discipline)).toEqual(codes.map((code) => ({ code, message: null })))
  })
})

describe('the desk as typed', () => {
  const items = ownedItems(basis)

  test('what is stored comes back from the form as it was', () => {
    const shown = deskOf({ N12: { ...found, words: '说明' } }, items)
    expect(readDesk(shown)).toEqual({ ok: true, answers: { N12: { ...found, words: '说明' } } })
  })

  test('dates are read in the ways that people write them, and facts of a changed mind are dropped', () => {
    const body = { 'N12.answer': 'found', 'N12.0.effect': '2024年8月1日', 'N12.0.statedEnd': '20260801' }
    const read = readDesk(typedDesk(body, items))
    expect(read).toMatchObject({ answers: { N12: { facts: [{ effect: '2024-08-01', statedEnd: '2026-08-01' }] } } })
    expect(readDesk(typedDesk({ ...body, 'N12.answer': 'none' }, items))).toEqual({ ok: true, answers: { N12: none } })
  })

  test('fields of items that are not its own, sent twice, or no text at all do no harm', () => {
    const body = { 'N03.answer': 'found', 'N12.answer': ['none', 'found'], 'N12.words': { a: 1 } }
    expect(readDesk(typedDesk(body, items))).toEqual({ ok: true, answers: { N12: none } })
    expect(readDesk(typedDesk(undefined, items))).toEqual({ ok: true, answers: {} })
  })
})

describe('who may', () => {
  const actor = (role: Actor['role'], also: Partial<Actor> = {}) =>
    ({ accountId: 'a', role, departmentId: 'd', townshipId: null, ...also }) as Actor
  const review: Judged = {
    departmentId: 'd',
    state: 'unsigned',
    complete: true,
    draftedById: 'b',
    recused: [],
    near: [],
    returnedAt: null,
    resubmittedAt: null,
    withdrawn: false,
    roundOpen: true,
    identifiedSince: false,
    recheckKind: null,
    earlierDrafters: [],
    earlierSigners: [],
    sentBack: null,
  }

  test.each([
    ['a signatory signs a colleague’s finished draft', 'signatory', 'sign', {}, null],
    ['a reviewer does not sign', 'reviewer', 'sign', {}, 'role'],
    ['nobody signs what they drafted', 'signatory', 'sign', { draftedById: 'a' }, 'own_draft'],
    ['nobody signs what is not finished', 'signatory', 'sign', { complete: false }, 'incomplete'],
    ['a signatory gives a finished draft back', 'signatory', 'send_back', {}, null],
    ['a reviewer does not', 'reviewer', 'send_back', {}, 'role'],
    ['nobody gives back what is not finished', 'signatory', 'send_back', { complete: false }, 'unfinished'],
    ['or what has been given back', 'signatory', 'send_back', { sentBack: '请写明文号' }, 'sent_back'],
    ['nobody signs what was given back', 'signatory', 'sign', { sentBack: '请写明文号' }, 'sent_back'],
    ['its drafter saves it again', 'reviewer', 'draft', { sentBack: '请写明文号' }, null],
    ['who is near gives nothing back', 'signatory', 'send_back', { near: ['a'] }, 'near'],
    ['who keeps away neither drafts', 'reviewer', 'draft', { recused: ['a'] }, 'recused'],
    ['nor signs', 'signatory', 'sign', { recused: ['a'] }, 'recused'],
    ['who is near neither drafts', 'reviewer', 'draft', { near: ['a'] }, 'near'],
    ['nor sends back', 'reviewer', 'return', { near: ['a'] }, 'near'],
    ['nor signs', 'signatory', 'sign', { near: ['a'] }, 'near'],
    ['but keeps away', 'reviewer', 'recuse', { near: ['a'] }, null],
    ['another department does nothing', 'reviewer', 'draft', { departmentId: 'e' }, 'department'],
    ['what is carried takes nothing', 'reviewer', 'draft', { state: 'carried' }, 'carried'],
    [
      'a recheck that is over takes nothing',
      'reviewer',
      'draft',
      { recheckKind: 'gap', roundOpen: false },
      'recheck_over',
    ],
    ['a draft about somebody else is not signed', 'signatory', 'sign', { identifiedSince: true }, 'identified_since'],
    ['but drafted again', 'reviewer', 'draft', { identifiedSince: true }, null],
    ['a closed round takes nothing', 'reviewer', 'draft', { roundOpen: false }, 'closed'],
    ['who withdrew is not reviewed', 'reviewer', 'draft', { withdrawn: true }, 'withdrawn'],
    ['what is signed stays', 'reviewer', 'draft', { state: 'signed' }, 'signed'],
    [
      'what is with the township waits',
      'reviewer',
      'draft',
      { state: 'returned', returnedAt: new Date(5) },
      'returned',
    ],
    [
      'and is taken up again once it is back',
      'reviewer',
      'draft',
      { state: 'returned', returnedAt: new Date(5), resubmittedAt: new Date(6) },
      null,
    ],
  ] as const)('%s', (_, role, act, also, reason) => {
    expect(mayAct(actor(role), act, { ...review, ...also } as Judged)).toBe(reason)
  })

  // Who had which hand before, and what they may do now.
  test.each([
    ['dispute', 'earlierDrafters', 'reviewer', 'draft', 'earlier_hand'],
    ['dispute', 'earlierDrafters', 'reviewer', 'return', 'earlier_hand'],
    ['dispute', 'earlierDrafters', 'signatory', 'sign', 'earlier_hand'],
    ['dispute', 'earlierDrafters', 'reviewer', 'recuse', null],
    ['dispute', 'earlierSigners', 'signatory', 'draft', null],
    ['dispute', 'earlierSigners', 'signatory', 'sign', null],
    ['rereview', 'earlierDrafters', 'reviewer', 'draft', 'earlier_hand'],
    ['rereview', 'earlierSigners', 'signatory', 'draft', 'earlier_hand'],
    ['rereview', 'earlierSigners', 'signatory', 'sign', null],
    ['rereview', 'earlierSigners', 'signatory', 'send_back', null],
    ['rereview', 'earlierSigners', 'signatory', 'return', 'earlier_hand'],
    ['rereview', 'earlierDrafters', 'signatory', 'sign', 'earlier_hand'],
    ['gap', 'earlierDrafters', 'reviewer', 'draft', null],
    ['rectify', 'earlierDrafters', 'reviewer', 'draft', null],
    ['identity', 'earlierDrafters', 'reviewer', 'draft', null],
  ] as const)('%s: one of %s, now %s, to %s: %s', (recheckKind, hand, role, act, reason) => {
    expect(mayAct(actor(role), act, { ...review, recheckKind, [hand]: ['a'] })).toBe(reason)
  })

  test('every state and act is as the table says, and docs/states.md prints it', () => {
    const rows = reviewStates.flatMap((state) =>
      reviewActs.flatMap((act) => {
        const transition = reviewTransitions[state][act]
        const refused = mayAct(actor('signatory'), act, {
          ...review,
          state,
          returnedAt: new Date(5),
          resubmittedAt: new Date(6),
        })
        expect([state, act, refused === null]).toEqual([state, act, transition?.who.includes('signatory') ?? false])
        return transition ? [[state, act, transition.next, transition.who.join(', '), transition.words]] : []
      }),
    )
    expect(writtenTransitions('review')).toEqual(rows)
  })
})

describe('small words', () => {
  test('the queue tells a file that came back from one that is away', () => {
    const returned = { state: 'returned' as const, complete: false, draftedAt: null, withdrawn: false, sentBack: null }
    expect(reviewStatus({ ...returned, returnedAt: new Date(5), resubmittedAt: null })).toBe('returned')
    expect(reviewStatus({ ...returned, returnedAt: new Date(5), resubmittedAt: new Date(6) })).toBe('again')
  })

  test('the queue tells a finished draft from one that was given back', () => {
    const times = { draftedAt: new Date(5), returnedAt: null, resubmittedAt: null }
    const ready = { ...times, state: 'unsigned' as const, complete: true, withdrawn: false }
    expect(reviewStatus({ ...ready, sentBack: null })).toBe('ready')
    expect(reviewStatus({ ...ready, sentBack: '请写明文号' })).toBe('sent_back')
  })

  test('a signing counts each review once and its digest knows every version', () => {
    const reviews: { answers: Record<string, Answer> }[] = [
      { answers: { N12: found, N01: { answer: 'pending', facts: [] } as Answer } },
      { answers: { N12: none } },
    ]
    expect(signingTally(reviews)).toEqual({ total: 2, found: 1, pending: 0, none: 1 })
    const [a, b] = [
      { id: 'a', version: 1 },
      { id: 'b', version: 2 },
    ]
    expect(signingDigest([a, b])).toBe(signingDigest([b, a]))
    expect(signingDigest([a, b])).not.toBe(signingDigest([a, { ...b, version: 3 }]))
  })

  test('a workbook changes what it says and leaves what it does not', () => {
    const stored = { N01: none, N12: { ...none, words: '已核' } }
    const before = { base: null, later: false }
    expect(mergeOf(stored, { N12: none }, before)).toEqual({ answers: stored, conflicts: [] })
    expect(mergeOf(stored, { N12: found }, before)).toEqual({ answers: { N01: none, N12: found }, conflicts: [] })
  })

  describe('merged with what was answered here since', () => {
    type Review = Record<string, Answer>
    const pending: Answer = { answer: 'pending', facts: [] }
    const merged = (stored: Review, given: Review, base: Review | null) => mergeOf(stored, given, { base, later: true })

    test('an item that only the workbook changed is taken, one that only we changed stays', () => {
      const stored = { N01: none, N12: pending }
      expect(merged(stored, { N01: pending, N12: none }, { N01: none, N12: none })).toEqual({
        answers: { N01: pending, N12: pending },
        conflicts: [],
      })
    })

    test('what both changed is a conflict and stays as it is, and the same on both sides is none', () => {
      expect(merged({ N01: none, N12: pending }, { N01: none, N12: found }, {})).toEqual({
        answers: { N01: none, N12: pending },
        conflicts: ['N12'],
      })
    })

    test('what was cleared here does not come back through a workbook that was filled in before', () => {
      expect(merged({}, { N12: none }, { N12: none })).toEqual({ answers: {}, conflicts: [] })
    })

    test('without the workbook that went out every difference is a conflict', () => {
      expect(merged({ N12: pending }, { N12: none, N01: none }, null)).toEqual({
        answers: { N12: pending, N01: none },
        conflicts: ['N12'],
      })
    })

    test('choices add up page by page, until the review changes', () => {
      const first = { r: { version: 2, workbook: ['N12'], stored: ['N01'] } }
      const both = withChoices(first, { r: { version: 2, workbook: ['N01'], stored: [] } })
      expect(both).toEqual({ r: { version: 2, workbook: ['N12', 'N01'], stored: [] } })
      expect(withChoices(both, { r: { version: 3, workbook: [], stored: ['N12'] } })['r']!.workbook).toEqual([])
    })
  })

  test('a fingerprint knows the hand-out, the round, the department and the list, and needs the key', () => {
    const source = { packetId: 'p', roundId: 'r', departmentId: 'd', criteriaDigest: 'c' }
    const made = fingerprintOf(Buffer.alloc(32), source)
    const others = Object.keys(source).map((key) => fingerprintOf(Buffer.alloc(32), { ...source, [key]: 'x' }))
    expect(new Set([made, ...others, fingerprintOf(Buffer.alloc(32, 1), source)]).size).toBe(6)
  })

  test('a row’s fingerprint knows the hand-out, the review, the person, the ID number and the name', () => {
    const source = { packetId: 'p', reviewId: 'r', candidateId: 'c', idDigest: 'd', name: 'n' }
    const made = rowFingerprintOf(Buffer.alloc(32), source)
    const others = Object.keys(source).map((key) => rowFingerprintOf(Buffer.alloc(32), { ...source, [key]: 'x' }))
    expect(new Set([made, ...others, rowFingerprintOf(Buffer.alloc(32, 1), source)]).size).toBe(7)
  })
})
