import type { Calendar } from '../../../src/cycles/calendar/working-days'
import { clockReminderOn, clockWords, waiting } from '../../../src/rounds/reminders/clock'
import { reminderMail } from '../../../src/rounds/reminders/reminder-mail'
import { kindOn, mailTransitions, nextTry, reminderKinds } from '../../../src/rounds/reminders/reminder'
import { languages } from '../../../src/locales/translate'
import { codedTransitions, writtenTransitions } from '../../support/states'

// Due on Friday 2026-01-09: reminded on Thursday, on the day, and on Monday; Wednesday before is nothing.
const calendar: Calendar = { years: new Set([2026]), days: new Map([['2026-02-16', 'holiday']]) }

test.each([
  ['2026-01-07', null],
  ['2026-01-08', 'before'],
  ['2026-01-09', 'on'],
  ['2026-01-10', null],
  ['2026-01-11', null],
  ['2026-01-12', 'after'],
  ['2026-01-20', 'after'],
])('on %s the reminder of Friday 9 January is %s', (today, kind) => {
  expect(kindOn(today, '2026-01-09', calendar)).toBe(kind)
})

test('weekends and public holidays are no days to remind on: the working day before them is', () => {
  expect(kindOn('2026-01-09', '2026-01-12', calendar)).toBe('before')
  expect(kindOn('2026-02-13', '2026-02-17', calendar)).toBe('before')
  expect(kindOn('2026-02-12', '2026-02-17', calendar)).toBeNull()
})

test('a year without a calendar is no reason to keep silent', () => {
  expect(kindOn('2031-01-03', '2031-01-04', calendar)).toBe('before')
  expect(kindOn('2031-01-05', '2031-01-04', calendar)).toBe('after')
})

test('tries come further and further apart, up to an hour', () => {
  const now = new Date('2026-01-09T01:00:00Z')
  expect([1, 2, 5, 6, 60].map((tries) => (nextTry(tries, now).getTime() - now.getTime()) / 60_000)).toEqual([
    2, 4, 32, 60, 60,
  ])
})

test.each(languages)('a mail in %s says how many, by when and where, in every kind', (language) => {
  for (const kind of reminderKinds) {
    const mail = reminderMail({
      clock: 'opinions',
      kind,
      open: 12,
      dueOn: '2026-01-14',
      address: 'https://a.example',
      language,
    })
    expect(mail.subject).toMatch(/12.*2026-01-14|2026-01-14.*12/)
    expect(mail.text).toMatch(/12.*2026-01-14/)
    expect(mail.text).toContain('https://a.example')
  }
})

test('a hold is told of by its cycle’s days and on the working day before, a reply on the working day before, what waits only on the day after', () => {
  const on = (clock: 'hold' | 'reply' | 'rereview', today: string) =>
    clockReminderOn(clock, { dueOn: '2026-01-09', ahead: 7 }, today, calendar)?.kind ?? null
  expect(['2026-01-01', '2026-01-02', '2026-01-09', '2026-01-12'].map((day) => on('hold', day))).toEqual([
    null,
    'before',
    'on',
    'after',
  ])
  expect(['2026-01-07', '2026-01-08', '2026-01-09'].map((day) => on('reply', day))).toEqual([null, 'before', 'on'])
  expect(['2026-01-08', '2026-01-09', '2026-01-11', '2026-01-12'].map((day) => on('rereview', day))).toEqual([
    null,
    null,
    null,
    'after',
  ])
})

test('a hold that ends on a Monday is told of a week before, from Friday on, that day and the next: four times, each once', () => {
  const told = (today: string) => clockReminderOn('hold', { dueOn: '2026-01-12', ahead: 7 }, today, calendar)
  const days = Array.from({ length: 12 }, (_, day) => `2026-01-${String(day + 4).padStart(2, '0')}`)
  const said = days.map(told).flatMap((one) => (one ? [`${one.kind} ${one.day}`] : []))
  expect([...new Set(said)]).toEqual(['before 2026-01-12', 'before 2026-01-09', 'on 2026-01-12', 'after 2026-01-12'])
})

test.each(languages)('a mail of a clock in %s says how many and since or until when', (language) => {
  for (const clock of clockWords)
    for (const kind of waiting.includes(clock) ? (['after'] as const) : (['before', 'on', 'after'] as const)) {
      const mail = reminderMail({ clock, kind, open: 12, dueOn: '2026-01-14', address: 'https://a.example', language })
      expect(mail.subject + mail.text).not.toMatch(/reminders:|clock\./)
      expect(mail.text).toMatch(/12.*2026-01-14|2026-01-14.*12/)
    }
})

test('docs/states.md prints what becomes of a mail', () => {
  expect(codedTransitions(mailTransitions)).toEqual(writtenTransitions('reminder_mail'))
})
