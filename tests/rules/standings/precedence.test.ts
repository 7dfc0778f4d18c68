import { loadPreset } from '../../../src/criteria/presets'
import { ownersInOrder, roundProblems, withoutUnledItems } from '../../../src/standings/owners'
import { precedence, standingOf } from '../../../src/standings/standing'
import { standingWords } from '../../../src/standings/status'
import { allOwners, caseOf, fact, found, main20, said } from './a-case'

const barred = { political_legal: { N04: found(fact('2012-05-06')) } }

test('the precedence is that of rules §4', () => {
  const words = ['withdrawn', 'returned', 'bar', 'waiting', 'disputed', 'hold', 'refer', 'gap', 'clear']
  expect(precedence.map((row) => row.standing)).toEqual(words)
  expect(standingWords).toEqual(words)
})

describe('who left', () => {
  test('is withdrawn, whatever was found', () => {
    const standing = standingOf(caseOf({ answers: barred, states: { tax: 'returned' }, withdrawn: true }))
    expect(standing).toMatchObject({
      standing: 'withdrawn',
      reasons: [{ code: 'N04' }, { code: 'N16' }],
      waitingFor: [],
    })
  })
})

describe('a file that was sent back', () => {
  test('is returned, even where another department confirmed a bar', () => {
    expect(standingOf(caseOf({ answers: barred, states: { tax: 'returned' } })).standing).toBe('returned')
  })

  test('is not waited for at the department that returned it', () => {
    const standing = standingOf(caseOf({ states: { tax: 'returned', health: 'unsigned' } }))
    expect(standing).toMatchObject({ standing: 'returned', waitingFor: ['health'] })
  })

  test('waits for that department again once it was sent in again', () => {
    const standing = standingOf(caseOf({ states: { tax: 'returned' }, resubmitted: true }))
    expect(standing).toMatchObject({ standing: 'waiting', waitingFor: ['tax'] })
  })

  test('keeps a bar of another department once it was sent in again', () => {
    expect(standingOf(caseOf({ answers: barred, states: { tax: 'returned' }, resubmitted: true })).standing).toBe('bar')
  })

  test('is not returned by a department that takes no part', () => {
    const input = caseOf({ departments: allOwners(main20).filter((key) => key !== 'tax') })
    input.reviews.push({ department: 'tax', state: 'returned', answers: {} })
    expect(standingOf(input).standing).toBe('clear')
  })
})

describe('an assisting found', () => {
  const input = (lead: Parameters<typeof said>[0], state: 'signed' | 'unsigned' = 'signed') =>
    caseOf({
      answers: { court: { N03: said(lead) }, police: { N03: found(fact('2015-03-02')) } },
      states: { court: state },
    })

  test.each([
    ['none', 'disputed', 'disputed'],
    ['pending', 'pending', 'hold'],
    ['not_ours', 'confirmed', 'bar'],
  ] as const)('with the lead saying %s is %s', (lead, finding, word) => {
    expect(standingOf(input(lead))).toMatchObject({ standing: word, reasons: [{ code: 'N03', finding }] })
  })

  test('with the lead unsigned is open, whatever the lead drafted', () => {
    const standing = standingOf(input('not_ours', 'unsigned'))
    expect(standing.standing).toBe('waiting')
    expect(standing.reasons.find((reason) => reason.code === 'N03')).toMatchObject({
      finding: 'open',
      answers: [{ department: 'court', answer: null }, { department: 'police', answer: 'found' }, {}, {}],
    })
  })

  test('with the lead saying found, all lapsed, is disputed, and the lapse is named', () => {
    const standing = standingOf(
      caseOf({
        answers: {
          petitions: { N12: found(fact('2019-05-20'), fact('2018-01-01')) },
          police: { N12: found(fact('2024-05-20')) },
        },
      }),
    )
    expect(standing).toMatchObject({
      standing: 'disputed',
      reasons: [{ code: 'N12', answers: [{ answer: 'found', lapsed: true }, { answer: 'found', lapsed: false }, {}] }],
      lapsed: [{ code: 'N12', department: 'petitions', end: '2024-05-20' }],
    })
  })

  test('is disputed even while a third owner is out; the standing waits', () => {
    const standing = standingOf(
      caseOf({ answers: { police: { N03: found(fact('2015-03-02')) } }, states: { justice: 'unsigned' } }),
    )
    expect(standing.standing).toBe('waiting')
    expect(standing.reasons.find((reason) => reason.code === 'N03')!.finding).toBe('disputed')
  })

  test('lapsed itself counts as none', () => {
    const standing = standingOf(
      caseOf({ answers: { police: { N12: found(fact('2019-05-20')) }, petitions: { N12: said('not_ours') } } }),
    )
    expect(standing).toMatchObject({ standing: 'clear', reasons: [], lapsed: [{ code: 'N12', department: 'police' }] })
  })
})

describe('what keeps a candidate from being clear', () => {
  test('hold comes before refer, refer before gap', () => {
    const answers = {
      discipline: { N06: found(fact('2025-12-01')) },
      petitions: { N12: found(fact('2025-05-20')) },
      police: { N11: said('not_ours') },
    }
    expect(standingOf(caseOf({ answers })).standing).toBe('hold')
    const { discipline: _, ...referred } = answers
    expect(standingOf(caseOf({ answers: referred })).standing).toBe('refer')
    const { petitions: __, ...gap } = referred
    expect(standingOf(caseOf({ answers: gap })).standing).toBe('gap')
  })

  test('a pending answer to any class holds', () => {
    expect(standingOf(caseOf({ answers: { police: { N11: said('pending') } } })).standing).toBe('hold')
  })

  test('a pending lead beside an assisting none is pending', () => {
    expect(standingOf(caseOf({ answers: { court: { N03: said('pending') } } })).standing).toBe('hold')
  })

  test('a signed review that leaves an owned item out is not signed', () => {
    const input = caseOf()
    delete input.reviews.find((review) => review.department === 'tax')!.answers['N16']
    expect(standingOf(input)).toMatchObject({ standing: 'waiting', waitingFor: ['tax'] })
  })

  test('a department never asked, or asked twice, has not signed', () => {
    const input = caseOf()
    const tax = input.reviews.find((review) => review.department === 'tax')!
    expect(standingOf({ ...input, reviews: input.reviews.filter((review) => review !== tax) }).waitingFor).toEqual([
      'tax',
    ])
    expect(standingOf({ ...input, reviews: [...input.reviews, { ...tax }] }).waitingFor).toEqual(['tax'])
  })

  test('a lead that takes no part is waited for, not passed over', () => {
    const departments = allOwners(main20).filter((key) => key !== 'emergency')
    const input = caseOf({ departments })
    input.reviews = input.reviews.filter((review) => review.department !== 'emergency')
    expect(standingOf(input)).toMatchObject({ standing: 'waiting', waitingFor: ['emergency'] })
  })

  test('an item switched off takes no part', () => {
    const criteria = loadPreset('main20')
    criteria.items.find((item) => item.code === 'N11')!.off = true
    const answers = { police: { N11: found(fact('2025-01-01')) } }
    expect(standingOf(caseOf({ criteria, answers })).standing).toBe('clear')
    expect(standingOf(caseOf({ answers })).standing).toBe('refer')
  })

  test('an unsigned review does not show what it drafted', () => {
    const standing = standingOf(caseOf({ answers: barred, states: { political_legal: 'unsigned' } }))
    expect(standing.standing).toBe('waiting')
    expect(JSON.stringify(standing)).not.toContain('2012-05-06')
  })

  test('found without any fact does not lapse into none', () => {
    expect(standingOf(caseOf({ answers: { court: { N03: found() } } }))).toMatchObject({ standing: 'bar', lapsed: [] })
  })
})

test('an answer ends when its last fact does, and never while one has no end', () => {
  const [warning, unknown] = [fact('2025-12-01', { kind: 'party_warning' }), fact('2020-01-01', { kind: 'unheard of' })]
  const endOf = (...facts: (typeof warning)[]) =>
    standingOf(caseOf({ answers: { discipline: { N07: found(...facts) } } })).reasons[0]!.answers[0]!.end
  expect(endOf(warning)).toBe('2026-12-01')
  expect(endOf(warning, unknown)).toBeNull()
})

describe('owners', () => {
  test('come in criteria-file order, whatever the order of departments', () => {
    const some = ['tax', 'court', 'organisation', 'discipline', 'police']
    expect(ownersInOrder(main20, some).filter((key) => some.includes(key))).toEqual([
      'organisation',
      'discipline',
      'court',
      'police',
      'tax',
    ])
  })

  test('without a lead an item keeps a round from opening, and is left out where nobody can add one', () => {
    const departments = allOwners(main20).filter((key) => key !== 'emergency' && key !== 'petitions')
    expect(roundProblems(main20, departments)).toEqual(['N12', 'N18'])
    expect(roundProblems(main20, allOwners(main20))).toEqual([])
    const { criteria, leftOut } = withoutUnledItems(main20, departments)
    expect(leftOut.map((item) => item.code)).toEqual(['N12', 'N18'])
    expect(criteria.items).toHaveLength(19)
    expect(roundProblems(criteria, departments)).toEqual([])
    expect(main20.items).toHaveLength(21)
  })

  test('a switched-off item needs no lead in the round', () => {
    const criteria = loadPreset('main20')
    criteria.items.find((item) => item.code === 'N18')!.off = true
    expect(
      roundProblems(
        criteria,
        allOwners(main20).filter((key) => key !== 'emergency'),
      ),
    ).toEqual([])
  })
})

test('reasons come in code order, K2 before K10', () => {
  const criteria = loadPreset('nine')
  criteria.items.push({ ...criteria.items[8]!, code: 'K10' })
  criteria.items.reverse()
  const answers = {
    organisation: { K7: said('pending'), K9: said('pending'), K10: said('pending') },
    court: { K1: said('pending') },
  }
  expect(standingOf(caseOf({ criteria, answers })).reasons.map((reason) => reason.code)).toEqual([
    'K1',
    'K7',
    'K9',
    'K10',
  ])
})
