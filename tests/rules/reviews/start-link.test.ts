import type { Nearness } from '../../../src/candidates/structure/nearness'
import { translator } from '../../../src/locales/translate'
import type { QueueFilter, QueueShow } from '../../../src/reviews/queue/queue-filter'
import type { QueueRow } from '../../../src/reviews/queue/queue.store'
import { startLink } from '../../../src/reviews/queue/start.view'

const blank = {
  recused: [],
  recheckKind: null,
  earlierDrafters: [],
  earlierSigners: [],
  state: 'open',
  complete: false,
  draftedAt: null,
  returnedAt: null,
  resubmittedAt: null,
  withdrawn: false,
  sentBack: null,
} as unknown as QueueRow

const row = (id: string, differs: Partial<QueueRow> = {}): QueueRow => {
  return { ...blank, id, candidateId: `candidate ${id}`, name: `person ${id}`, ...differs }
}
const filterOf = (show: QueueShow): QueueFilter => ({ show, township: '', words: '', whose: '' })
const near = new Map<string, Nearness[]>([['candidate near', [{ kind: 'team' }]]])
const linkTo = (rows: QueueRow[], { show = 'todo' as QueueShow, toSign = null as number | null } = {}) =>
  startLink(
    { t: translator('en'), lang: 'en' },
    { rows, near, actor: { accountId: 'me' }, filter: filterOf(show), toSign },
  )[0]

const passedOver: [string, QueueRow][] = [
  ['who is near to the reader', row('near')],
  ['who the reader keeps away from', row('recused', { recused: ['me'] })],
  ['whose answer is ready to be signed', row('ready', { complete: true, draftedAt: new Date() })],
  ['whose answer is signed', row('signed', { state: 'signed' })],
  ['who has withdrawn', row('withdrawn', { withdrawn: true })],
  [
    'whom the reader answered for before, in a dispute',
    row('dispute', { recheckKind: 'dispute', earlierDrafters: ['me'] }),
  ],
]

test.each(passedOver)('one does not begin with a person %s', (_who, passed) => {
  expect(linkTo([passed])).toBeUndefined()
  expect(linkTo([passed, row('b')])).toMatchObject({ href: '/reviews/b', label: 'Begin: person b' })
})

test('one begins with the first who waits, in the list as it is filtered; signing is the first act for who signs', () => {
  const rows = [row('begun', { draftedAt: new Date() }), row('b')]
  expect(linkTo(rows)).toEqual({ href: '/reviews/begun', label: 'Begin: person begun', tone: 'primary' })
  expect(linkTo(rows, { show: 'open' })).toMatchObject({ href: '/reviews/begun?show=open' })
  expect(linkTo(rows, { toSign: 3 })).not.toHaveProperty('tone')
})

test('where a list is not of such as wait there is nothing to begin', () => {
  expect(linkTo([row('a')], { show: 'all' })).toBeUndefined()
  expect(linkTo([row('a')], { show: 'signed' })).toBeUndefined()
})
