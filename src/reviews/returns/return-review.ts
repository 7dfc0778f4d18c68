import { bare, tidy } from '../../lib/tidy'
import type { Answer } from '../../standings/standing'
import { isIdleOpinion, readReturnReason, recusedWord, type ReturnReason, returnedWord } from './return-words'

/**
 * One candidate's row. `answers` holds what was given and could be taken, `complete` whether that is all that was
 * asked. `opinion` is `unclear` where a word stands that the format does not know.
 */
export type ReturnReview = {
  idNumber: string
  row: number
  opinion: 'none' | 'returned' | 'recused' | 'unclear'
  reason: ReturnReason | null
  words: string
  answers: Record<string, Answer>
  complete: boolean
}

/** What a review of a return counts as (rules §1): a recusal, a gap or a missing signature leave it unsigned. */
export function stateOf(review: ReturnReview, signed: boolean): 'unsigned' | 'signed' | 'returned' {
  if (!signed || review.opinion === 'recused' || review.opinion === 'unclear') return 'unsigned'
  if (review.opinion === 'returned') return 'returned'
  return review.complete ? 'signed' : 'unsigned'
}

/** What somebody wrote under 意见 and 说明; `told` is what is to be said about it, and at which of the two. */
export type Opinion = Pick<ReturnReview, 'opinion' | 'reason' | 'words'> & {
  told?: { key: string; severity: 'refused' | 'warning'; at: 'opinion' | 'words'; word: string }
}

export function readOpinion(writtenOpinion: string, writtenWords: string): Opinion {
  const written = bare(writtenOpinion)
  const words = tidy(writtenWords)
  const word = written.slice(0, 20)
  if (written === '') return { opinion: 'none', reason: null, words }
  if (written.startsWith(returnedWord)) return returned(written, words)
  const told = { severity: 'warning', at: 'opinion', word } as const
  if (written.startsWith(recusedWord)) {
    return { opinion: 'recused', reason: null, words, told: { ...told, key: 'recused' } }
  }
  if (isIdleOpinion(written)) return { opinion: 'none', reason: null, words, told: { ...told, key: 'idleOpinion' } }
  return { opinion: 'unclear', reason: null, words, told: { ...told, key: 'opinion', severity: 'refused' } }
}

function returned(written: string, words: string): Opinion {
  const reason = readReturnReason(words) ?? readReturnReason(written)
  if (reason !== null) return { opinion: 'returned', reason, words }
  const told = { key: 'reason', severity: 'warning', at: 'words', word: '' } as const
  return { opinion: 'returned', reason: 'other', words, told }
}
