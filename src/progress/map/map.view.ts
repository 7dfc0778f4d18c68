import type { Tone } from '../../lib/tone'

/** A number and the list of exactly those people; '' where the reader sees counts only. */
export type Count = { people: number; href: string }
export type MapColumn = { label: string; tone: Tone | 'accent' }
export type MapRow = { name: string; all: Count; cells: Count[] }

const [width, nameWidth, allWidth, rowHeight, headHeight] = [1068, 128, 64, 34, 44] as const
/** Cells are tinted by their share of the row, so that a small place shows where it is stuck as a large one does. */
const shades = 4

/** 挂图作战: the picture, and the rows of the table behind it; the last row of both adds up. */
export function wholeMap(columns: readonly MapColumn[], rows: readonly MapRow[], total: MapRow) {
  return { ...workMap(columns, [...rows, total]), columns, rows, total }
}

/** Places × milestones as plain numbers for an SVG. */
export function workMap(columns: readonly MapColumn[], rows: readonly MapRow[]) {
  const column = (width - nameWidth - allWidth) / columns.length
  const xOf = (at: number) => Math.round(nameWidth + allWidth + at * column)
  const yOf = (at: number) => headHeight + at * rowHeight
  return {
    width,
    height: yOf(rows.length) + 2,
    heads: columns.flatMap(({ label }, at) => headsOf(label, Math.round(xOf(at) + column / 2))),
    lines: rows.map((row, at) => ({
      name: row.name,
      all: row.all,
      allX: nameWidth + allWidth - 16,
      textY: yOf(at) + 22,
      cells: row.cells.map((cell, place) => ({
        ...cell,
        label: [row.name, columns[place]!.label, cell.people].join(' · '),
        tone: columns[place]!.tone,
        shade: shadeOf(cell.people, row.all.people),
        x: xOf(place) + 2,
        y: yOf(at) + 2,
        width: Math.round(column) - 4,
        height: rowHeight - 4,
        textX: Math.round(xOf(place) + column / 2),
      })),
    })),
  }
}

/** The last row of the table: every column added up. */
export function totalsOf(rows: readonly MapRow[], columns: number): number[] {
  return Array.from({ length: columns }, (_, at) => rows.reduce((sum, row) => sum + row.cells[at]!.people, 0))
}

/** Words that are too long for their column stand on two lines, as even as they can be; Chinese ones never are. */
function headsOf(label: string, x: number) {
  const spaces = label.length > 11 ? [...label.matchAll(/ /g)].map(({ index }) => index) : []
  if (!spaces.length) return [{ text: label, x, y: headHeight - 12 }]
  const offMiddle = (space: number) => Math.abs(space - (label.length - 1) / 2)
  const [space] = spaces.toSorted((one, other) => offMiddle(one) - offMiddle(other)) as [number]
  return [
    { text: label.slice(0, space), x, y: headHeight - 27 },
    { text: label.slice(space + 1), x, y: headHeight - 12 },
  ]
}

function shadeOf(people: number, all: number): number {
  return people === 0 || all === 0 ? 0 : Math.ceil((people / all) * shades)
}
