import type { EvidenceKind } from './evidence'

/** Longest that Linux file systems keep is 255 bytes; a Chinese character has three. */
const longest = 80

const sameAs: Partial<Record<string, EvidenceKind>> = { jpeg: 'jpg', jpe: 'jpg' }

/**
 * A name as somebody sent it, made safe to print and to save: no folders, no control characters, none that turn the
 * direction of writing (behind U+202E `fdp.exe` reads as `exe.pdf`). Chinese stays as it is; a Mac's split accents are joined.
 */
export function tidyFileName(sent: string): string {
  const last = sent.normalize('NFC').split(/[\\/]/).at(-1)!
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').trim()
  return shortened(clean.replace(/^\.+/, '')) || 'file'
}

/** The name under which a file is handed back: it ends as its content says. */
export function nameOfKind(name: string, kind: EvidenceKind): string {
  const ending = endingOf(name)
  return (sameAs[ending] ?? ending) === kind ? name : `${name}.${kind}`
}

function endingOf(name: string): string {
  return /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** By characters and not by halves of them; the ending stays. */
function shortened(name: string): string {
  const characters = [...name]
  if (characters.length <= longest) return name
  const ending = /\.\w{1,8}$/.exec(name)?.[0] ?? ''
  return characters.slice(0, longest - ending.length).join('') + ending
}
