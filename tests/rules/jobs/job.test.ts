import { hasEnded, jobTransitions, remainingSeconds, type Job } from '../../../src/jobs/job'
import { codedTransitions, writtenTransitions } from '../../support/states'

const job: Job = {
  id: '0',
  kind: 'ledger_import',
  title: { key: 'ledgers:import.job' },
  state: 'running',
  phase: 'ledgers:import.phase.rows',
  total: 1000,
  done: 250,
  workedMs: 30_000,
  lines: 0,
  queuedAt: new Date(0),
  endedAt: null,
  problem: null,
  result: null,
  cancelling: false,
}

it('is printed in docs/states.md as it is coded', () => {
  expect(writtenTransitions('job')).toEqual(codedTransitions(jobTransitions))
})

it('has ended where no act leads on', () => {
  const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
  expect(states.filter((state) => hasEnded({ state }))).toEqual(['done', 'failed', 'cancelled'])
})

it('takes as long for what is left as it took for what is done', () => {
  expect(remainingSeconds(job)).toBe(90)
  expect(remainingSeconds({ ...job, done: 999 })).toBe(1)
})

it('says nothing of the time where there is no pace, or nothing left to count', () => {
  for (const other of [{ done: 0 }, { workedMs: 0 }, { done: 1000 }, { state: 'queued' as const }])
    expect(remainingSeconds({ ...job, ...other })).toBeNull()
})
