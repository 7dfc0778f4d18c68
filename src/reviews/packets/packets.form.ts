import { z } from 'zod'
import { type Choices, versionField } from './packet'

/** The choices on one page of conflicts; what is neither of the two words, or about no review, is no choice. */
export function readChoices(body: unknown): Choices {
  const fields = (body ?? {}) as Record<string, unknown>
  const choices: Choices = {}
  for (const [name, value] of Object.entries(fields)) {
    const [, id = '', code = ''] = /^choice\.([0-9a-f-]{36})\.(\w{1,10})$/.exec(name) ?? []
    const version = Number(fields[versionField(id)])
    if (!z.uuid().safeParse(id).success || !Number.isSafeInteger(version)) continue
    const choice = (choices[id] ??= { version, workbook: [], stored: [] })
    if (value === 'workbook' || value === 'stored') choice[value].push(code)
  }
  return choices
}

export function chosenCount(choices: Choices): number {
  return Object.values(choices).reduce((sum, { workbook, stored }) => sum + workbook.length + stored.length, 0)
}
