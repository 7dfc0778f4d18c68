import type { OutcomeLine } from '../../../src/outcomes/outcome-lists.store'
import { gravestFirst } from '../../../src/outcomes/outcomes.view'

test('who is to be struck off stands before the many who pass, and alike ones keep their order', () => {
  const lines = (['eligible', 'held', 'eligible', 'rectify', 'ineligible', 'eligible_with_reasons'] as const).map(
    (outcome, at) => ({ id: String(at), outcome }) as OutcomeLine,
  )
  expect(gravestFirst(lines).map(({ id }) => id)).toEqual(['4', '3', '1', '5', '0', '2'])
})
