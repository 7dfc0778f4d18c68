import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../src/lib/root'
import { filesIn } from './files'

const glossary = readFileSync(join(projectRoot, 'docs/glossary.md'), 'utf8')
const codeWords = glossary
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|')[2]!.toLowerCase())
const models = filesIn('prisma/schema', '.prisma').flatMap(({ text }) =>
  [...text.matchAll(/^model (\w+)/gm)].map(([, name]) => name!),
)

test.each(models)('the table %s is a word of the glossary', (model) => {
  expect(codeWords.filter((words) => hasWord(words, spelled(model)))).not.toEqual([])
})

test('each word is explained once', () => {
  const words = codeWords.map((word) => word.trim()).filter((word) => word !== 'code word' && !/^-+$/.test(word))
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
})

test('a word is a whole word', () => {
  expect(hasWord('class: bar · hold', 'hold')).toBe(true)
  expect(hasWord('household', 'hold')).toBe(false)
  expect(spelled('CriteriaSet')).toBe('criteria set')
})

/** CriteriaSet → criteria set */
function spelled(model: string): string {
  return model.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

function hasWord(words: string, word: string): boolean {
  return new RegExp(`(^|[^a-z])${word}($|[^a-z])`).test(words)
}
