import { translator } from '../../../src/locales/translate'
import { workMap, wholeMap } from '../../../src/progress/map/map.view'
import { trendDays, trendMoves } from '../../../src/progress/trend/trend'
import { trendOf } from '../../../src/progress/trend/trend.view'
import { peopleHref } from '../../../src/progress/people-link'

const t = translator('en')
const columns = [
  { label: 'one', tone: 'waiting' as const },
  { label: 'two', tone: 'clear' as const },
]
const row = (name: string, ...people: number[]) => ({
  name,
  all: { people: people.reduce((sum, one) => sum + one, 0), href: '' },
  cells: people.map((one) => ({ people: one, href: '' })),
})

describe('the map of work', () => {
  it('tints a cell by its share of its own place', () => {
    const { lines } = workMap(columns, [row('large', 75, 25), row('small', 3, 0), row('nobody', 0, 0)])
    expect(lines.map(({ cells }) => cells.map(({ shade }) => shade))).toEqual([
      [3, 1],
      [4, 0],
      [0, 0],
    ])
  })

  it('keeps every cell inside the picture and apart from its neighbours', () => {
    const { lines, width, height } = wholeMap(columns, [row('a', 1, 2)], row('sum', 1, 2))
    const cells = lines.flatMap((line) => line.cells)
    expect(cells.every(({ x, y, width: w, height: h }) => x + w <= width && y + h <= height)).toBe(true)
    expect(cells[0]!.x + cells[0]!.width).toBeLessThan(cells[1]!.x)
    expect(cells[0]!.y + cells[0]!.height).toBeLessThan(cells[2]!.y)
    expect(cells[1]!.label).toBe('a · two · 2')
  })

  it('breaks a long head where its two lines are most even', () => {
    const heads = (label: string) => workMap([{ label, tone: 'plain' }], []).heads.map(({ text }) => text)
    expect(heads('Waiting for the township')).toEqual(['Waiting for', 'the township'])
    expect(heads('To be sent out')).toEqual(['To be', 'sent out'])
    expect(heads('Not recommended')).toEqual(['Not', 'recommended'])
    expect(heads('In review')).toEqual(['In review'])
    expect(heads('部门退回补正的人一共这么多')).toHaveLength(1)
  })
})

describe('the trend', () => {
  const today = '2026-03-05'
  const counts = [
    { move: 'signed' as const, day: '2026-03-05', people: 40 },
    { move: 'signed' as const, day: '2026-03-04', people: 10 },
  ]

  it('draws each move on its own scale, and nothing for nothing', () => {
    const { bands } = trendOf(counts, today, peopleHref, t)
    const signed = bands[trendMoves.indexOf('signed')]!.bars
    expect(signed).toHaveLength(trendDays)
    expect(signed.slice(-2).map(({ height }) => height)).toEqual([11, 44])
    expect(bands[0]!.bars.every(({ height }) => height === 0)).toBe(true)
  })

  it('tells the same numbers in its table, newest first, with their lists', () => {
    const { rows } = trendOf(counts, today, peopleHref, t)
    expect(rows.map(({ day }) => day).slice(0, 2)).toEqual(['2026-03-05', '2026-03-04'])
    expect(rows[1]!.cells[1]).toEqual({ people: 10, href: '/candidates?move=signed&from=2026-03-04&to=2026-03-04' })
    expect(trendOf([], today, peopleHref, t).quiet).toBe(true)
  })
})
