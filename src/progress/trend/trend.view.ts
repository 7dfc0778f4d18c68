import type { Move } from '../../candidates/list/move'
import type { MoveCount } from '../../candidates/list/moves.store'
import { addDays, type Day } from '../../lib/day'
import type { Translate } from '../../locales/translate'
import type { LinkTo } from '../people-link'
import { trendDays, trendMoves } from './trend'

const [width, nameWidth, bandHeight, barHeight, footHeight] = [1068, 128, 76, 44, 24] as const

/** The last days as plain numbers for an SVG, one band a move, each band on its own scale; and the rows of the table behind. */
export function trendOf(counts: readonly MoveCount[], today: Day, link: LinkTo, t: Translate) {
  const days = Array.from({ length: trendDays }, (_, at) => addDays(today, at - trendDays + 1))
  const at = (move: Move, day: Day) => counts.find((count) => count.move === move && count.day === day)?.people ?? 0
  const linked = (move: Move, day: Day) => ({ people: at(move, day), href: link({ move, from: day, to: day }) })
  const step = (width - nameWidth) / trendDays
  const middle = (place: number) => Math.round(nameWidth + (place + 0.5) * step)
  return {
    width,
    height: trendMoves.length * bandHeight + footHeight,
    days: days.map((day, place) => ({ text: day.slice(5), x: middle(place) })),
    daysY: trendMoves.length * bandHeight + 16,
    bands: trendMoves.map((move, band) => ({
      name: t(`candidates:move.${move}`),
      nameY: (band + 1) * bandHeight - 6,
      lineY: (band + 1) * bandHeight,
      bars: barsOf(
        days.map((day) => linked(move, day)),
        band,
      ).map((bar, place) => ({
        ...bar,
        x: middle(place) - 16,
        textX: middle(place),
        label: [days[place]!, t(`candidates:move.${move}`), bar.people].join(' · '),
      })),
    })),
    heads: trendMoves.map((move) => t(`candidates:move.${move}`)),
    rows: days.toReversed().map((day) => ({ day, cells: trendMoves.map((move) => linked(move, day)) })),
    quiet: counts.length === 0,
  }
}

function barsOf(counts: { people: number; href: string }[], band: number) {
  const most = Math.max(1, ...counts.map(({ people }) => people))
  return counts.map((count) => {
    const height = count.people ? Math.max(2, Math.round((count.people / most) * barHeight)) : 0
    const y = (band + 1) * bandHeight - height
    return { ...count, height, y, textY: y - 5 }
  })
}
