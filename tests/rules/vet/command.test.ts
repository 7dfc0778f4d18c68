import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { loadPreset } from '../../../src/criteria/presets'
import { vetCommand } from '../../../src/vet/command'
import { courtReturn, policeReturn, rosterCsv } from './a-county'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lianshen-vet-'))
  mkdirSync(join(folder, 'returns'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
const usual = () => ['--roster', at('roster.csv'), '--returns', at('returns'), '--on', '2026-01-10', '--out', at('out')]

async function run(args: string[]) {
  const lines: string[] = []
  const status = await vetCommand(args, { out: (line) => lines.push(line), err: (line) => lines.push(line) })
  return { status, said: lines.join('\n') }
}

function standings(): Record<string, string>[] {
  return parse(readFileSync(at('out/standings.csv')), { bom: true, columns: true })
}

async function county(): Promise<void> {
  writeFileSync(at('roster.csv'), rosterCsv)
  writeFileSync(at('returns/法院.xlsx'), await courtReturn())
  writeFileSync(at('returns/公安.xlsx'), await policeReturn())
}

describe('arguments', () => {
  const without = (option: string) => {
    const args = usual()
    args.splice(args.indexOf(option), 2)
    return args
  }

  it.each<[string, () => string[]]>([
    ['nothing', () => []],
    ['no roster', () => without('--roster')],
    ['no returns', () => without('--returns')],
    ['no day', () => without('--on')],
    ['no output', () => without('--out')],
    ['a day that never was', () => [...usual(), '--on', '2026-02-30']],
    ['a day in another shape', () => [...usual(), '--on', '2026.1.10']],
    ['a start that is no day', () => [...usual(), '--cycle-start', 'soon']],
    ['an unknown option', () => [...usual(), '--fast']],
    ['an unknown list', () => [...usual(), '--criteria', 'main30']],
    ['an unknown department', () => [...usual(), '--departments', '法院,消防']],
    ['a department twice', () => [...usual(), '--departments', '法院,court']],
    ['no department', () => [...usual(), '--departments', '']],
    ['an unknown language', () => [...usual(), '--lang', 'fr']],
  ])('%s: status 2 and how to call it', async (_, args) => {
    await county()
    const { status, said } = await run(args())
    expect(status).toBe(2)
    expect(said).toMatch(/用法：npm run vet/)
  })

  it('answers in English when asked', async () => {
    expect((await run(['--lang', 'en'])).said).toMatch(/The argument --roster is missing.\nUsage: npm run vet/)
  })
})

describe('who takes part', () => {
  it('is whoever sent a return; items without their lead are left out and named first', async () => {
    await county()
    expect((await run(usual())).status).toBe(0)
    const report = readFileSync(at('out/report.md'), 'utf8').split('\n')
    expect(report.slice(0, 6).join('\n')).toMatch(/15 项情形因牵头单位未参加/)
    expect(report.slice(0, 6).join('\n')).toMatch(/N01 .*牵头：组织部/)
    expect(standings().map(({ name, standing, waiting_for }) => [name, standing, waiting_for])).toEqual([
      ['李四', 'disputed', ''],
      ['王五', 'clear', ''],
      ['赵六', 'waiting', '法院;公安'],
    ])
  })

  it('is who was named, sent or not', async () => {
    await county()
    await run([...usual(), '--departments', '法院, organisation'])
    expect(standings().map(({ name, standing, waiting_for }) => [name, standing, waiting_for])).toEqual([
      ['李四', 'waiting', '组织部'],
      ['王五', 'waiting', '组织部'],
      ['赵六', 'waiting', '组织部;法院'],
    ])
    expect(readFileSync(at('out/report.md'), 'utf8')).toContain('公安.xlsx |  |  | 提醒 | 该单位未参加本次联审')
  })

  it('is nobody when nobody sent anything: then everyone is waited for', async () => {
    writeFileSync(at('roster.csv'), rosterCsv)
    expect((await run(usual())).status).toBe(0)
    expect(new Set(standings().map(({ standing }) => standing))).toEqual(new Set(['waiting']))
  })
})

describe('files', () => {
  it('that cannot be read at all give status 1, and the others go on', async () => {
    await county()
    writeFileSync(at('returns/民政.xlsx'), 'not a workbook')
    writeFileSync(at('returns/~$公安.xlsx'), 'a lock file')
    writeFileSync(at('returns/notes.md'), 'notes')
    const { status, said } = await run(usual())
    expect(status).toBe(1)
    expect(said).toContain('民政.xlsx: 文件已损坏')
    expect(standings()).toHaveLength(3)
    expect(readFileSync(at('out/report.md'), 'utf8')).toContain('| 民政.xlsx |  |  | 未读取 |')
  })

  it('that are not there give status 1', async () => {
    await county()
    expect((await run([...usual(), '--returns', at('none.xlsx')])).status).toBe(1)
    rmSync(at('roster.csv'))
    const { status, said } = await run(usual())
    expect([status, said]).toEqual([1, expect.stringContaining('roster.csv: 文件打不开')])
    expect(standings()).toEqual([])
  })

  it('may be named one by one, and twice, without counting twice', async () => {
    await county()
    const args = usual().map((arg) => (arg === at('returns') ? at('returns/法院.xlsx') : arg))
    await run([...args, at('returns/公安.xlsx'), at('returns')])
    expect(readFileSync(at('out/report.md'), 'utf8')).toContain('没有发现问题')
    expect(standings()[0]).toMatchObject({ standing: 'disputed' })
  })

  it('of one department: a signed one beats a draft, the first signed one the second', async () => {
    await county()
    writeFileSync(at('returns/a 法院草稿.xlsx'), await courtReturn({ signed: false }))
    writeFileSync(at('returns/法院2.xlsx'), await courtReturn({ answers: { N03: { answer: 'pending', facts: [] } } }))
    await run(usual())
    expect(standings()[0]).toMatchObject({ standing: 'disputed' })
    expect(readFileSync(at('out/report.md'), 'utf8')).toContain('| 法院2.xlsx | 审查意见 | A8 | 不采用 |')
  })

  it('of two rounds: the latest signed one counts', async () => {
    await county()
    const found = { N03: { answer: 'pending' as const, facts: [] } }
    writeFileSync(at('returns/法院2.xlsx'), await courtReturn({ round: '第二轮', answers: found }))
    writeFileSync(at('returns/法院3.xlsx'), await courtReturn({ round: '第三轮', signed: false }))
    await run(usual())
    expect(standings()[0]).toMatchObject({ standing: 'hold', reasons: 'N03' })
  })
})

describe('the county’s own list', () => {
  it('is read from a file, with its own departments', async () => {
    await county()
    const own = loadPreset('main20')
    own.items = own.items
      .filter(({ code }) => code === 'N03')
      .map((item) => ({ ...item, assisting: ['police', 'fire_brigade'] }))
    writeFileSync(at('own.json'), JSON.stringify(own))
    expect((await run([...usual(), '--criteria', at('own.json')])).status).toBe(0)
    expect(standings().map(({ standing }) => standing)).toEqual(['disputed', 'clear', 'waiting'])
    await run([...usual(), '--criteria', at('own.json'), '--departments', '法院,公安,fire_brigade'])
    expect(standings()[1]).toMatchObject({ standing: 'waiting', waiting_for: 'fire_brigade' })
  })

  it('that is no list gives status 1', async () => {
    await county()
    writeFileSync(at('own.json'), '{"items": 5')
    expect((await run([...usual(), '--criteria', at('own.json')])).status).toBe(1)
  })
})

it('counts facts under terms and cycle only from the days given', async () => {
  await county()
  const fact = {
    kind: '',
    effect: '2020-05-05',
    statedEnd: null,
    evidenceType: '处分决定',
    documentNumber: '1号',
    issuingBody: '',
    words: '',
  }
  const answers = { N03: { answer: 'found' as const, facts: [fact] } }
  writeFileSync(at('returns/法院.xlsx'), await courtReturn({ answers }))
  const own = loadPreset('main20')
  own.items = own.items.filter(({ code }) => code === 'N03').map((item) => ({ ...item, window: 'terms' as const }))
  writeFileSync(at('own.json'), JSON.stringify(own))
  const args = [...usual(), '--criteria', at('own.json'), '--departments', '法院']
  await run(args)
  expect(standings()[0]).toMatchObject({ standing: 'bar', lapsed: '' })
  await run([...args, '--last-term-start', '2020-05-05'])
  expect(standings()[0]).toMatchObject({ standing: 'bar', lapsed: '' })
  await run([...args, '--last-term-start', '2020-05-06'])
  expect(standings()[0]).toMatchObject({ standing: 'clear', lapsed: 'N03' })
})
