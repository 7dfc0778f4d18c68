import { load } from 'cheerio'
import type { Browser } from './accounts'
import { actorIn, makeCounty, type County } from './county'
import { makeRound, type Said } from './round'
import { testApp, type TestApp } from './app'
import { signedIn } from './accounts'

/** A county whose five people have names that can be told apart, all sent to every department. */
export type LedgerWorld = TestApp & {
  county: County
  as: (role: 'reviewer' | 'signatory' | 'office', unit?: string) => Promise<Browser>
}

export const names = ['张志升', '李秀英', '王建国', '赵玉梅', '阿依古丽·买买提']

/** Everybody is signed by every department, unless `said` says otherwise. */
export async function ledgerWorld(said: Said = {}): Promise<LedgerWorld> {
  const world = await testApp()
  const county = await makeCounty(world.deps.db, world.deps.keys, { candidates: names.length })
  for (const [place, name] of names.entries()) {
    county.candidates[place]!.name = name
    await world.deps.db.candidate.update({ where: { id: county.candidates[place]!.id }, data: { name } })
  }
  await makeRound(world.deps.db, county, said)
  return { ...world, county, as: (role, unit) => signedIn(world, actorIn(county, role, unit)) }
}

export const sanctionHeading = ['姓名', '身份证号', '出生年月日', '乡镇', '处分种类', '处分时间']

export function csv(...rows: string[][]): Buffer {
  return Buffer.from(rows.map((cells) => cells.join(',')).join('\n'))
}

export const about = { kind: 'sanctions', source: '县纪委案管室', asOf: '2026-01-09' }

/** Uploads a file and opens its preview. */
export async function previewLedger(by: Browser, file: Buffer, more: Record<string, string> = {}) {
  const sent = await by.upload('/ledgers/imports', file, '台账.csv', { ...about, ...more }).expect(303)
  const path = sent.headers['location']!
  const html = (await by.get(path).expect(200)).text
  const base = String(load(html)('[name=base]').val() ?? '')
  return { path, html, take: (fields: Record<string, string> = {}) => by.post(`${path}/taking`, { base, ...fields }) }
}

/** Uploads and takes sanctions; gives the ledger's address. */
export async function takeSanctions(by: Browser, ...rows: string[][]): Promise<string> {
  const shown = await previewLedger(by, csv(sanctionHeading, ...rows))
  const taken = await shown.take().expect(303)
  return taken.headers['location']!
}

/** New, gone, unchanged, with hints, refused, as the preview's figures say. */
export function figures(html: string): number[] {
  const page = load(html)
  return page('.tile-number')
    .map((_, figure) => Number(page(figure).text()))
    .get()
}

export function words(html: string): string {
  return load(html)('main').text().replace(/\s+/g, ' ')
}

/** One line for each hit of a list: candidate, key, what disagrees. */
export function hitLines(html: string): string[] {
  const page = load(html)
  return page('main .table tbody tr')
    .map((_, line) => {
      const cells = [page(line).find('th a'), page(line).find('td .state'), page(line).find('td').last()]
      return cells.map((cell) => cell.text().trim()).join(' | ')
    })
    .get()
}
