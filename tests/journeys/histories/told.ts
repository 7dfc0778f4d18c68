import { type Life, standingOf } from './model'

/** What `stored` must say of a life: everything that the model speaks of. */
export function told(life: Life) {
  const reviews = life.reviews
    .map(({ department, round, pass, state, answer }) => ({
      key: [department, round, pass],
      text: [department, round + 1, pass, state, answer].filter((part) => part !== null).join(' '),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return {
    withdrawn: life.withdrawn,
    standing: standingOf(life),
    reviews: reviews.map(({ text }) => text),
    rechecks: life.rechecks.map(({ kind, state }) => `${kind} ${state}`),
    outcomes: life.outcomes.map(({ outcome, state, stale, final, notice, proofAt, recheck }) =>
      [
        outcome,
        state,
        stale && `stale ${stale}`,
        final && 'final',
        notice?.state,
        proofAt !== null && 'proof',
        recheck && 'looked at',
      ]
        .filter(Boolean)
        .join(' '),
    ),
    triggers: life.triggers.map(({ kind, department, state }) => `${kind} ${department ?? 'all'} ${state}`).sort(),
    meetings: life.meetings.flatMap(({ item, state }) =>
      item ? [[item.standing, state, item.decision].filter(Boolean).join(' ')] : [],
    ),
  }
}
