import { plain } from './code-list'

const yes = ['是', '√', '✓', '✔', '☑', '1', 'Y', 'YES', 'TRUE', '对', '有']
const no = ['否', '×', '✗', '✘', '☐', '0', 'N', 'NO', 'FALSE', '不是', '无', '/', '-', '—']

/** A yes/no cell (是否新进, 是否一肩挑); null when it is blank or says neither. */
export function readMark(text: string): boolean | null {
  const written = plain(text)
  if (yes.includes(written)) return true
  return no.includes(written) ? false : null
}
