import { bare } from '../../../lib/tidy'

/** Words that a notice should not say: who told, who found out, on what paper. */
export type Sources = {
  /** Who gave the tip: never in a notice. */
  tips: string[]
  /** Departments, issuing bodies, document numbers and the words of the facts: only where the office means it. */
  papers: string[]
}

/** Shorter words stand in every text. */
const shortest = 2

/** Sources found in a text, as written in the sources; blanks and widths of characters do not hide them. */
export function sourcesIn(text: string, { tips, papers }: Sources): Sources {
  const said = bare(text)
  const found = (words: string[]) => [
    ...new Set(words.filter((word) => bare(word).length >= shortest && said.includes(bare(word)))),
  ]
  return { tips: found(tips), papers: found(papers) }
}
