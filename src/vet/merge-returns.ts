import { address } from '../lib/cell'
import { message } from '../lib/message'
import { bare } from '../lib/tidy'
import type { DepartmentReturn } from '../reviews/returns/return'
import { stateOf } from '../reviews/returns/return-review'
import { sheetNames } from '../reviews/returns/return-words'
import type { Review } from '../standings/standing'
import type { VetProblem } from './problem'

export type FiledReturn = DepartmentReturn & { file: string }

/** A review that counts, with the file it came from. */
export type CountedReview = Review & { idNumber: string; file: string; recused: boolean }

type Candidate = CountedReview & { round: number; cell: string; sheet: string }

/**
 * Of each department's reviews of a person, the one that counts: of several rounds the latest signed one (rules §1), of
 * two signed ones in the same round the first file's, and the second is refused.
 */
export function countedReviews(returns: FiledReturn[]) {
  const problems: VetProblem[] = []
  const counted = new Map<string, Map<string, CountedReview>>()
  for (const department of new Set(returns.map((given) => given.department))) {
    const own = byPerson(returns.filter((given) => given.department === department))
    const ofPerson = new Map<string, CountedReview>()
    for (const [idNumber, candidates] of own) ofPerson.set(idNumber, latest(oncePerRound(candidates, problems)))
    counted.set(department, ofPerson)
  }
  return {
    problems,
    all: [...counted.values()].flatMap((reviews) => [...reviews.values()]),
    of: (idNumber: string, department: string) => counted.get(department)?.get(idNumber),
  }
}

function byPerson(returns: FiledReturn[]): Map<string, Candidate[]> {
  const people = new Map<string, Candidate[]>()
  for (const candidate of returns.flatMap(reviewsIn)) {
    const others = people.get(candidate.idNumber)
    if (others) others.push(candidate)
    else people.set(candidate.idNumber, [candidate])
  }
  return people
}

function reviewsIn({ file, department, signed, head, reviews }: FiledReturn): Candidate[] {
  const round = roundNumber(head.轮次 ?? '')
  return reviews.map((review) => ({
    department,
    state: stateOf(review, signed),
    answers: review.answers,
    idNumber: review.idNumber,
    recused: review.opinion === 'recused',
    file,
    round,
    sheet: sheetNames.opinions,
    cell: address(0, review.row),
  }))
}

/** In one round a signed review replaces a draft; a second signed one is refused. */
function oncePerRound(candidates: Candidate[], problems: VetProblem[]): Candidate[] {
  if (candidates.length === 1) return candidates
  const rounds = new Map<number, Candidate>()
  for (const candidate of candidates) {
    const first = rounds.get(candidate.round)
    if (!first || (first.state === 'unsigned' && candidate.state !== 'unsigned')) rounds.set(candidate.round, candidate)
    else if (candidate.state !== 'unsigned') problems.push(answeredTwice(candidate, first))
  }
  return [...rounds.values()].sort((a, b) => a.round - b.round)
}

function answeredTwice({ file, sheet, cell }: Candidate, first: Candidate): VetProblem {
  return { file, sheet, cell, severity: 'refused', message: message('vet:problem.answeredTwice', { file: first.file }) }
}

function latest(candidates: Candidate[]): CountedReview {
  const last = candidates.at(-1)!
  const signed = candidates.findLast(({ state }) => state === 'signed')
  return last.state === 'unsigned' && signed ? signed : last
}

/** 第二轮, 2026年第2轮, 2: the round's number; 0 where it says nothing. */
export function roundNumber(text: string): number {
  const word =
    /([一二三四五六七八九十]|\d+)轮/.exec(bare(text))?.[1] ?? /^第?([一二三四五六七八九十]|\d+)$/.exec(bare(text))?.[1]
  if (!word) return 0
  return /^\d+$/.test(word) ? Number(word) : '一二三四五六七八九十'.indexOf(word) + 1
}
