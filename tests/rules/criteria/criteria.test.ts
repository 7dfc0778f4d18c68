import { criteriaProblems } from '../../../src/criteria/check'
import { compareCodes } from '../../../src/criteria/code-order'
import { type CriteriaSet, isWindow, windowYears } from '../../../src/criteria/criteria'
import { readCriteria } from '../../../src/criteria/criteria.form'
import { criteriaDigest } from '../../../src/criteria/digest'
import { isPresetKey, loadPreset, presetKeys } from '../../../src/criteria/presets'
import { findSanction } from '../../../src/criteria/sanction'
import { departmentsPreset } from '../../../src/organisations/departments/departments-preset'

const known = departmentsPreset.map((department) => department.key)
const names = (problems: { key: string }[]) => problems.map((problem) => problem.key.replace(/^criteria:/, ''))

function changed(change: (set: CriteriaSet) => void): CriteriaSet {
  const set = loadPreset('main20')
  change(set)
  return set
}

describe('the presets', () => {
  test.each(presetKeys.filter((key) => key !== 'sixteen'))('%s is sound', (key) => {
    expect(criteriaProblems(loadPreset(key), known)).toEqual([])
    expect(readCriteria(loadPreset(key))).toEqual({ ok: true, criteria: loadPreset(key) })
  })

  test('have the items of their names', () => {
    expect(presetKeys.map((key) => loadPreset(key).items.length)).toEqual([21, 12, 10, 9, 16])
    expect(presetKeys.map((key) => loadPreset(key).key)).toEqual([...presetKeys])
  })

  test('sixteen is empty slots: sound but for having nothing switched on', () => {
    const sixteen = loadPreset('sixteen')
    expect(sixteen.items.map((item) => item.code)).toEqual(
      Array.from({ length: 16 }, (_, i) => `S${String(i + 1).padStart(2, '0')}`),
    )
    expect(names(criteriaProblems(sixteen, known))).toEqual(['problem.noItems'])
    Object.assign(sixteen.items[0]!, { off: false, text: '本县自拟情形' })
    expect(criteriaProblems(sixteen, known)).toEqual([])
    delete sixteen.items[1]!.off
    expect(names(criteriaProblems(sixteen, known))).toEqual(['problem.emptyText'])
  })

  test('are given out as copies', () => {
    loadPreset('main20').items.pop()
    expect(loadPreset('main20').items).toHaveLength(21)
  })

  test('are known by key', () => {
    expect([isPresetKey('six-six'), isPresetKey('toString'), isPresetKey('')]).toEqual([true, false, false])
  })
})

describe('checking a set', () => {
  test.each<[string, (set: CriteriaSet) => void, string[]]>([
    ['a code twice', (set) => (set.items[1]!.code = 'N01'), ['problem.duplicateCode']],
    ['a code with blanks', (set) => (set.items[1]!.code = 'N 2'), ['problem.code']],
    ['no text', (set) => (set.items[1]!.text = ' '), ['problem.emptyText']],
    ['no lead', (set) => (set.items[1]!.lead = ''), ['problem.noLead']],
    ['lead among assisting', (set) => set.items[1]!.assisting.push('court'), ['problem.leadAssists']],
    ['assisting twice', (set) => set.items[1]!.assisting.push('police'), ['problem.duplicateAssisting']],
    ['unknown lead', (set) => (set.items[1]!.lead = 'navy'), ['problem.unknownDepartment']],
    ['unknown assisting', (set) => set.items[1]!.assisting.push('navy'), ['problem.unknownDepartment']],
    ['unknown class', (set) => (set.items[1]!.class = 'ban' as never), ['problem.class']],
    ['unknown window', (set) => (set.items[1]!.window = 'years:0'), ['problem.window']],
    ['no name', (set) => (set.name = ''), ['problem.emptyName']],
    ['no sanction table', (set) => (set.sanctions = []), ['problem.noSanctions']],
    ['a sanction twice', (set) => set.sanctions.push(set.sanctions[0]!), ['problem.duplicateSanction']],
    ['a sanction of no time', (set) => (set.sanctions[0]!.months = 0), ['problem.sanctionMonths']],
    ['half a month', (set) => (set.sanctions[0]!.months = 1.5), ['problem.sanctionMonths']],
    ['unknown sanction kind', (set) => (set.sanctions[0]!.kind = 'royal' as never), ['problem.sanctionKind']],
    ['all switched off', (set) => set.items.forEach((item) => (item.off = true)), ['problem.noItems']],
  ])('%s', (_words, change, expected) => {
    expect(names(criteriaProblems(changed(change), known))).toEqual(expected)
  })

  test('windows', () => {
    expect(['always', 'while', 'sanction', 'terms', 'cycle', 'years:1', 'years:99'].every(isWindow)).toBe(true)
    expect(
      ['', 'years', 'years:', 'years:0', 'years:100', 'years:05', 'years:5 ', 'years:-1', 'years:1.5'].some(isWindow),
    ).toBe(false)
    expect(windowYears('years:12')).toBe(12)
  })
})

describe('a set in a file', () => {
  const file = () => ({ items: [{ code: 'A1', text: '某情形', class: 'bar', lead: 'court', window: 'years:5' }] })

  test('needs only items; the sanction table comes along', () => {
    const read = readCriteria(file())
    expect(read).toMatchObject({ ok: true, criteria: { key: 'own', version: 1, name: 'own' } })
    expect(read.ok && read.criteria.items[0]).toEqual({ ...file().items[0], text_en: '', assisting: [] })
    expect(read.ok && read.criteria.sanctions).toHaveLength(14)
  })

  test.each<[json: unknown, key: string, place: string]>([
    [null, 'file.notASet', ''],
    [[], 'file.notASet', ''],
    ['text', 'file.notASet', ''],
    [{}, 'file.value', 'items'],
    [{ items: [] }, 'file.value', 'items'],
    [{ items: [{ ...file().items[0], window: 'for years' }] }, 'file.window', 'items.0.window'],
    [{ items: [{ ...file().items[0], window: 5 }] }, 'file.window', 'items.0.window'],
    [{ items: [{ ...file().items[0], class: 'ban' }] }, 'file.class', 'items.0.class'],
    [{ items: [{ ...file().items[0], lead: undefined }] }, 'file.value', 'items.0.lead'],
    [{ ...file(), version: 1.5 }, 'file.value', 'version'],
    [{ ...file(), sanctions: [{ key: 'x', name: 'x', kind: 'party', months: 0 }] }, 'file.value', 'sanctions.0.months'],
  ])('%j is refused', (json, key, place) => {
    const read = readCriteria(json)
    expect(read).toEqual({ ok: false, problems: [{ key: `criteria:${key}`, ...(place ? { values: { place } } : {}) }] })
  })
})

test('the digest tells sets apart, not the order of properties', () => {
  const set = loadPreset('nine')
  const turned = Object.fromEntries(Object.entries(set).toReversed()) as CriteriaSet
  expect(criteriaDigest(set)).toMatch(/^[0-9a-f]{64}$/)
  expect(criteriaDigest(turned)).toBe(criteriaDigest(set))
  expect(criteriaDigest({ ...set, items: set.items.toReversed() })).not.toBe(criteriaDigest(set))
  expect(criteriaDigest({ ...set, version: 2 })).not.toBe(criteriaDigest(set))
})

test('codes sort as people count', () => {
  const codes = ['N10', 'K10', 'N02', 'K2', 'N2', 'B1', 'N', 'N02a']
  expect([...codes].sort(compareCodes)).toEqual(['B1', 'K2', 'K10', 'N', 'N02', 'N2', 'N02a', 'N10'])
  expect(compareCodes('N02', 'N02')).toBe(0)
})

test.each([
  ['party_warning', 'party_warning'],
  ['党内警告', 'party_warning'],
  ['党内警告处分', 'party_warning'],
  ['严重警告', 'party_serious_warning'],
  ['党内严重警告', 'party_serious_warning'],
  ['给予党内严重警告处分', 'party_serious_warning'],
  ['留党察看（一年）', 'party_probation_1'],
  ['留党察看1年', 'party_probation_1'],
  ['留党察看两年', 'party_probation_2'],
  ['政务警告', 'admin_warning'],
  ['记过', 'admin_demerit'],
  ['政务记过', 'admin_demerit'],
  ['记大过', 'admin_major_demerit'],
  ['诫勉谈话', 'admonition'],
  [' 免 职 ', 'dismissal'],
  ['警告', null],
  ['党内记过', null],
  ['政务严重警告', null],
  ['留党察看', null],
  ['撤职', null],
  ['', null],
])('the sanction %j is %s', (text, key) => {
  expect(findSanction(text, loadPreset('main20').sanctions)?.key ?? null).toBe(key)
})
