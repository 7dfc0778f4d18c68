import { educations } from '../candidates/codes/education'
import { type CodeRow, nameOfCode } from '../candidates/codes/code-list'
import { nominations, politicalStatuses, sexes, sources } from '../candidates/codes/lists'
import { posts } from '../candidates/codes/post'
import { ageOn, type Day } from '../lib/day'
import type { Translate } from '../locales/translate'
import type { ReviewedFile } from './reviews.store'

export type Reader = { t: Translate; lang: string }

/** What a department needs of the file, line by line; empty lines are left out. The ID number stands apart. */
export function fileRows({ t, lang }: Reader, file: ReviewedFile, referenceDate: Day) {
  const name = (rows: readonly Pick<CodeRow, 'code' | 'name' | 'name_en'>[], code: string | null) =>
    code ? nameOfCode(rows, code, lang) : ''
  const joined = file.partyJoined ? t('reviews:file.joined', { date: file.partyJoined }) : ''
  const both = file.bothPosts ? t('reviews:file.bothPosts') : ''
  const comma = t('shell:listComma')
  const rows = [
    { key: 'politicalStatus', text: name(politicalStatuses, file.politicalStatus) + joined },
    { key: 'education', text: name(educations, file.education) },
    { key: 'place', text: `${file.township} · ${file.team}` },
    { key: 'currentPost', text: file.currentPost ?? '' },
    { key: 'position', text: [name(posts, file.position), both].filter(Boolean).join(comma), strong: true },
    {
      key: 'source',
      text: [name(sources, file.source), name(nominations, file.nomination)].filter(Boolean).join(' · '),
    },
  ]
  const age = t('reviews:file.age', { age: ageOn(file.birth, referenceDate) })
  const sex = { key: 'sex', text: [name(sexes, file.sex), age].join(comma), strong: false }
  return {
    before: labelled(t, [sex]),
    after: labelled(t, rows),
  }
}

function labelled(t: Translate, rows: { key: string; text: string; strong?: boolean }[]) {
  return rows.filter(({ text }) => text).map(({ key, ...row }) => ({ label: t(`reviews:file.${key}`), ...row }))
}
