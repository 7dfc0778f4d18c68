import { message } from '../../lib/message'
import { type Limits, SheetRefused } from '../refused'
import { walk } from './xml'
import type { Parts } from './zip'

/** The strings that cells refer to by number; the runs of rich text are joined, reading aids (`rPh`) left out. */
export async function readSharedStrings(parts: Parts, path: string | undefined, limits: Limits): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let inText = false
  let aids = 0
  let characters = 0
  await walk(path ? await parts.open(path) : null, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') aids++
      else if (name === 't') inText = aids === 0
    },
    text: (piece) => {
      if (!inText) return
      text += piece
      characters += piece.length
      if (characters > limits.characters) throw new SheetRefused(message('sheets:bomb'))
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') aids--
      else if (name === 'si') strings.push(unescaped(text))
    },
  })
  return strings
}

const longestCell = 32_767

/** `_x000D_` stands for a character that XML cannot hold; no cell holds more than 32,767 characters. */
export function unescaped(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text
  return plain.length > longestCell ? plain.slice(0, longestCell) : plain
}
