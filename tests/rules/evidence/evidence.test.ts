import { evidenceTransitions } from '../../../src/evidence/evidence'
import { codedTransitions, writtenTransitions } from '../../support/states'

test('docs/states.md prints the states of a file', () => {
  expect(writtenTransitions('evidence')).toEqual(codedTransitions(evidenceTransitions))
})
