import type { Sheet } from '../../lib/cell'
import { message } from '../../lib/message'
import { builtIn, shownBy, type Shown } from './number-format'
import { type Limits, SheetRefused } from '../refused'
import { readSharedStrings } from './shared-strings'
import { type Book, readRows } from './xlsx-rows'
import { anyPrefix, walk } from './xml'
import { openParts, type Parts } from './zip'

/** Reads all worksheets of an .xlsx package in the order of their tabs, hidden ones too. */
export async function readXlsx(file: Buffer, limits: Limits): Promise<Sheet[]> {
  const parts = await openParts(file, limits)
  const main = await mainPart(parts)
  const { tabs, date1904 } = await readTabs(parts, main)
  const targets = await relations(parts, main)
  const book: Book = {
    strings: await readSharedStrings(parts, target(targets, 'sharedStrings'), limits),
    formats: await readFormats(parts, target(targets, 'styles')),
    date1904,
    budget: { characters: limits.characters },
  }
  const sheets: Sheet[] = []
  for (const tab of tabs) {
    const relation = targets.get(tab.relation)
    if (relation?.type !== 'worksheet') continue
    const rows = await readRows(await parts.open(relation.path), book, limits)
    sheets.push({ name: tab.name, hidden: tab.hidden, date1904, rows })
  }
  if (sheets.length === 0) throw new SheetRefused(message('sheets:noSheet'))
  return sheets
}

type Relation = { type: string; path: string }
type Tab = { name: string; hidden: boolean; relation: string }

async function mainPart(parts: Parts): Promise<string> {
  const roots = await relations(parts, '')
  const path = target(roots, 'officeDocument') ?? 'xl/workbook.xml'
  if (!parts.has(path) || !/xml$/i.test(path)) throw new SheetRefused(message('sheets:notXlsx'))
  return path
}

/** The relations of a part by id, their paths made absolute (writers use both `worksheets/…` and `/xl/worksheets/…`). */
async function relations(parts: Parts, part: string): Promise<Map<string, Relation>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const found = new Map<string, Relation>()
  const stream = await parts.open(`${folder}_rels/${part.slice(folder.length)}.rels`)
  await walk(stream, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return
      const { Id = '', Type = '', Target = '' } = attributes
      found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), path: absolute(folder, Target) })
    },
  })
  return found
}

function absolute(folder: string, path: string): string {
  if (path.startsWith('/')) return path.slice(1)
  const steps = (folder + path).replaceAll('\\', '/').split('/')
  const kept: string[] = []
  for (const step of steps) {
    if (step === '..') kept.pop()
    else if (step !== '.') kept.push(step)
  }
  return kept.join('/')
}

function target(relations: Map<string, Relation>, type: string): string | undefined {
  return [...relations.values()].find((relation) => relation.type === type)?.path
}

async function readTabs(parts: Parts, main: string): Promise<{ tabs: Tab[]; date1904: boolean }> {
  const tabs: Tab[] = []
  let date1904 = false
  await walk(await parts.open(main), {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = ['1', 'true', 'on'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const hidden = /hidden$/i.test(attributes.state ?? '')
      tabs.push({ name: attributes.name ?? '', hidden, relation: anyPrefix(attributes, 'id') ?? '' })
    },
  })
  return { tabs, date1904 }
}

/** How each cell style shows a number; the index is the style number that cells carry. */
async function readFormats(parts: Parts, path: string | undefined): Promise<(Shown | undefined)[]> {
  const own = new Map<number, Shown>()
  const formats: (Shown | undefined)[] = []
  let inCells = false
  await walk(path ? await parts.open(path) : null, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), shownBy(attributes.formatCode ?? ''))
      if (name === 'cellXfs') inCells = true
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'xf' && inCells) formats.push(own.get(id) ?? builtIn(id))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
}
