import { nameOfCode } from '../../../candidates/codes/code-list'
import { posts } from '../../../candidates/codes/post'
import type { Item } from '../../../criteria/criteria'
import type { Day } from '../../../lib/day'
import type { Translate } from '../../../locales/translate'
import { itemsOf } from '../notice.view'
import type { NoticeOnFile } from '../notices.store'

/** F9 告知书 · F10 申辩复核申请 · F11 复核答复 */
export const letterForms = ['notice', 'reply', 'answer'] as const
export type LetterForm = (typeof letterForms)[number]

export type LetterInput = {
  notice: NoticeOnFile
  items: Item[]
  /** The county's name. */
  county: string
  maskedId: string
  today: Day
  /** Who took the copy out and when. */
  mark: string
  t: Translate
  lang: string
}

/** A letter as views/notices/letter.ejs prints it; `slip` are lines to be filled in by hand. */
export function letterPage(form: LetterForm, input: LetterInput) {
  const { notice, mark, t } = input
  return {
    title: t(`notices:letter.${form}.title`),
    breadcrumbs: [
      { label: t('notices:title'), href: '/notices' },
      { label: notice.name, href: `/notices/${notice.id}` },
    ],
    mark,
    ...bodies[form](input),
  }
}

type Body = {
  from: string
  number: string
  to: string
  facts: { label: string; text: string }[]
  paragraphs: { heading: string; text: string }[]
  blanks: { label: string; tall: boolean }[]
  sign: string
  day: string
}

const bodies: Record<LetterForm, (input: LetterInput) => Body> = { notice: told, reply: replyForm, answer: answered }

/** F9: item, gist, basis, where to answer; who found it stays out. */
function told(input: LetterInput): Body {
  const { notice, items, t, lang } = input
  return {
    ...headOf(input, notice.documentNumber),
    paragraphs: [
      { heading: '', text: t('notices:letter.notice.opening', personOf(input)) },
      { heading: t('notices:field.items'), text: itemsOf(notice, items, lang).join('\n') },
      { heading: t('notices:field.gist'), text: notice.gist },
      { heading: t('notices:field.basis'), text: notice.basis },
      { heading: t('notices:field.wayToReply'), text: notice.wayToReply },
      { heading: '', text: t('notices:letter.notice.inForce') },
    ],
    blanks: blanks(['receiver', 'received', 'handedBy'], t),
    day: dayInWords(notice.servedOn ?? input.today, t),
  }
}

/** F10: to be filled in by the person, who need not copy what is known. */
function replyForm(input: LetterInput): Body {
  const { notice, items, maskedId, t, lang } = input
  const { post } = personOf(input)
  const facts: [string, string][] = [
    ['name', notice.name],
    ['sex', t(`papers:sex.${notice.sex}`)],
    ['idNumber', maskedId],
    ['place', `${notice.township} ${notice.team}`],
    ['post', post],
    ['documentNumber', notice.documentNumber],
    ['servedOn', notice.servedOn ?? ''],
    ['dueOn', notice.dueOn ?? ''],
    ['items', itemsOf(notice, items, lang).join('\n')],
  ]
  return {
    ...headOf(input, ''),
    to: t('notices:letter.reply.to', { county: input.county }),
    facts: facts.filter(([, text]) => text).map(([key, text]) => ({ label: t(`notices:field.${key}`), text })),
    paragraphs: [{ heading: '', text: t('notices:letter.reply.choice') }],
    blanks: [
      { label: t('notices:blank.reasons'), tall: true },
      { label: t('notices:blank.attached'), tall: false },
      ...blanks(['applicant', 'applied', 'taker'], t),
    ],
    sign: '',
    day: '',
  }
}

/** F11: the reasoned answer. */
function answered(input: LetterInput): Body {
  const { notice, t } = input
  return {
    ...headOf(input, notice.answerNumber ?? ''),
    paragraphs: [
      { heading: '', text: t('notices:letter.answer.opening', { ...personOf(input), number: notice.documentNumber }) },
      { heading: t('notices:letter.answer.result'), text: t(`notices:letter.answer.${notice.state}`) },
      { heading: t('notices:letter.answer.reasons'), text: notice.answerWords ?? '' },
    ],
    blanks: blanks(['receiver', 'received', 'handedBy'], t),
    day: dayInWords(notice.steps.at(-1)?.day ?? input.today, t),
  }
}

function headOf({ notice, county, t }: LetterInput, number: string) {
  const from = t('notices:letter.from', { county })
  return { from, number, to: t('notices:letter.to', { name: notice.name }), facts: [], sign: from }
}

function personOf({ notice, lang }: LetterInput) {
  return { place: `${notice.township}${notice.team}`, post: nameOfCode(posts, notice.position, lang) }
}

function blanks(keys: string[], t: Translate): Body['blanks'] {
  return keys.map((key) => ({ label: t(`notices:blank.${key}`), tall: false }))
}

/** 2026年1月10日, as GB/T 9704 dates a letter. */
function dayInWords(day: Day, t: Translate): string {
  const [year, month, date] = day.split('-').map(Number)
  return t('notices:letter.day', { year: year!, month: month!, date: date! })
}
