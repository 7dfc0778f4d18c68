import { z } from 'zod'

/** `all`: every finished draft that the signatory may sign, however many pages there are. */
export type Chosen = { all: boolean; ids: string[] }

export function typedChoice(body: unknown): Chosen {
  const fields = (body ?? {}) as Record<string, unknown>
  return { all: fields['all'] === 'yes', ids: idsIn(fields['review']) }
}

/** The reviews of a preview and the digest of what it showed. */
export function typedSigning(body: unknown): { ids: string[]; shown: string } {
  const fields = (body ?? {}) as Record<string, unknown>
  const { shown } = fields
  return { ids: idsIn(fields['review']), shown: typeof shown === 'string' ? shown : '' }
}

/** What is no id is no review; the same one twice is one. */
function idsIn(value: unknown): string[] {
  const texts = [value ?? []].flat()
  return [...new Set(texts.filter((text): text is string => z.uuid().safeParse(text).success))]
}
