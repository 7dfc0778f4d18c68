import type { CandidateState } from '../candidates/candidate'
import {
  candidateActs,
  type CandidateAct,
  type EventKind,
  type Stage,
  stateOf,
  transitionOf,
} from '../candidates/transitions'
import { nextNoticeState, type NoticeAct, type NoticeState } from '../outcomes/notices/transitions'

/** The steps of one record, those of one instant together: in which order they came is not stored. */
export type Path<Kind extends string, State> = { id: string; state: State; instants: Kind[][] }

/** Whether a candidate's events lead from the first entry to the stored state, each along the table of transitions. */
export function isCandidatePath({ instants, state }: Path<EventKind, CandidateState>): boolean {
  return placesAfter<Place, EventKind>('nowhere', instants, afterEvent).some(
    (place) => place !== 'nowhere' && stateOf(place) === state,
  )
}

/** The same of a notice, from its issue. */
export function isNoticePath({ instants, state }: Path<NoticeAct, NoticeState>): boolean {
  return placesAfter<NoticeState, NoticeAct>('issued', instants, nextNoticeState).includes(state)
}

/** Before a file is entered there is nothing. */
type Place = Stage | 'nowhere'

function afterEvent(place: Place, kind: EventKind): Place | null {
  if (place === 'nowhere') return kind === 'enter' || kind === 'import' ? 'draft' : null
  return isAct(kind) ? (transitionOf(place, kind)?.next ?? null) : null
}

function isAct(kind: EventKind): kind is CandidateAct {
  return (candidateActs as readonly string[]).includes(kind)
}

type Step<P, K> = (place: P, kind: K) => P | null

function placesAfter<P extends string, K extends string>(start: P, instants: K[][], step: Step<P, K>): P[] {
  return instants.reduce<P[]>(
    (places, kinds) => [...new Set(places.flatMap((place) => afterAll(place, kinds, step, new Map())))],
    [start],
  )
}

/** Where one can be after these steps, in whatever order. `known` keeps what has been worked out. */
function afterAll<P extends string, K extends string>(
  place: P,
  kinds: K[],
  step: Step<P, K>,
  known: Map<string, P[]>,
): P[] {
  if (!kinds.length) return [place]
  const key = [place, ...kinds.toSorted()].join()
  const places = known.get(key) ?? afterEach(place, kinds, step, known)
  known.set(key, places)
  return places
}

function afterEach<P extends string, K extends string>(
  place: P,
  kinds: K[],
  step: Step<P, K>,
  known: Map<string, P[]>,
): P[] {
  const places = [...new Set(kinds)].flatMap((kind) => {
    const next = step(place, kind)
    return next === null ? [] : afterAll(next, kinds.toSpliced(kinds.indexOf(kind), 1), step, known)
  })
  return [...new Set(places)]
}
