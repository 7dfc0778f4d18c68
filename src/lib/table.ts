import type { Tone } from './tone'

/**
 * A column of a list. `fixed` is always shown; `extra` only to who chose it. `href` sorts by it; `sorted` says that the
 * list is. components/table prints it.
 */
export type Column<Key extends string = string> = {
  key: Key
  label: string
  fixed?: boolean
  extra?: boolean
  number?: boolean
  hidden?: boolean
  href?: string
  sorted?: 'ascending' | 'descending'
  /** Characters of its column in a workbook; 16 unless told. */
  width?: number
}

/** What stands where a row meets a column. components/cell prints it, `cellText` says the same in a workbook. */
export type Cell = {
  text: string
  href?: string
  /** A status: words + shape + colour. */
  tone?: Tone
  /** How far something is: the text stands beside its bar. */
  bar?: { value: number; max: number }
  tags?: { text: string; tone: Tone }[]
  /** Grey words below. */
  under?: string
  /** The minute below. */
  at?: string
  /** Further statuses below. */
  also?: { text: string; tone: Tone; href?: string }[]
  /** Sentences below; `tag` before and `link` behind. */
  said?: { text: string; tag?: { text: string; tone: Tone }; link?: { href: string; text: string; label: string } }[]
  /** Keeps its line: dates. */
  whole?: boolean
}

/** A row of a list; `tick` where it can be chosen for an act on many. */
export type Row<Key extends string = string> = {
  cells: Partial<Record<Key, Cell>>
  tick?: { value: string; label: string; checked?: boolean }
}

/** The columns that a person sees: those they chose, or those the list comes with. Their order stays the list's. */
export function shownColumns<K extends string>(columns: Column<K>[], chosen: readonly string[] | null): Column<K>[] {
  return columns.filter(({ key, fixed, extra }) => fixed || (chosen ? chosen.includes(key) : !extra))
}

/** The columns as the chooser offers them; those that are always there are no choice. */
export function columnChoices<K extends string>(columns: Column<K>[], chosen: readonly string[] | null) {
  const shown = shownColumns(columns, chosen)
  return columns
    .filter(({ fixed }) => !fixed)
    .map((column) => ({ key: column.key, label: column.label, shown: shown.includes(column) }))
}

export function cellText({ text, tags = [], under, at, also = [], said = [] }: Cell): string {
  const below = [...also, ...said.map((one) => ({ text: [one.tag?.text, one.text].filter(Boolean).join(' ') }))]
  return [text, ...tags.map((tag) => tag.text), under, at, ...below.map((one) => one.text)].filter(Boolean).join(' · ')
}
