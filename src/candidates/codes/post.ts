import { bare } from '../../lib/tidy'
import { plain } from './code-list'
import postRows from './posts.json'

/** The posts that people are put forward for (formats: roster, 拟任职务), party before committee, head before member. */
export const postCodes = [
  'party_secretary',
  'party_deputy_secretary',
  'party_member',
  'director',
  'deputy_director',
  'committee_member',
  'supervisor',
] as const
export type PostCode = (typeof postCodes)[number]

export const posts: readonly { code: string; name: string; name_en: string }[] = postRows

/** Posts in the party committee: the cycle may ask party membership for them (R2). */
export const partyPosts: readonly PostCode[] = ['party_secretary', 'party_deputy_secretary', 'party_member']

export function isPostCode(text: string): text is PostCode {
  return (postCodes as readonly string[]).includes(text)
}

/**
 * The post that a clerk's words mean, with or without the village before it; null when the program does not know it.
 * Of several posts in one cell (副书记、村委会委员) the highest counts, and one that is not elected (妇联主席) is passed over; `bothPosts` is 一肩挑, secretary and director in one.
 */
export function readPost(text: string): { code: PostCode; bothPosts: boolean } | null {
  if (isPostCode(text.trim())) return { code: text.trim() as PostCode, bothPosts: false }
  const carried = /一肩挑/.test(text)
  const written = words(text).map(postOf)
  if (carried && written.length === 0) return { code: 'party_secretary', bothPosts: true }
  const code = postCodes.find((post) => written.includes(post))
  if (!code) return null
  const both = written.includes('party_secretary') && written.includes('director')
  const carriesBoth = carried && (code === 'party_secretary' || code === 'director')
  return both || carriesBoth ? { code: 'party_secretary', bothPosts: true } : { code, bothPosts: false }
}

/** One word per post: 书记兼主任, 书记、主任, 书记（主任） and 书记主任 all name two. */
function words(text: string): string[] {
  return bare(text)
    .replace(/村\(居\)|村\(社区\)/g, '村')
    .replace(/\(?(实行)?一肩挑\)?/g, '')
    .replace(/书记(?=主任|村|居|社区)/g, '书记、')
    .split(/[兼、,/;+&()]|及|和/)
    .map(plain)
    .filter((word) => word !== '')
}

function postOf(word: string): PostCode | null {
  const match = titles.find(({ pattern }) => pattern.test(word))
  return match ? match.code : null
}

const place =
  '(\\p{Script=Han}{0,12}[村居]|\\p{Script=Han}{0,12}社区|\\p{Script=Han}{0,12}嘎查|\\p{Script=Han}{0,12}组织|)'
const party = '(党组织|党支部委员会|党支部|党总支委员会|党总支部|党总支|总支|支部委员会|支部|党委|党委会|党|)'
const partyNamed = '(党组织|党支部委员会|党支部|党总支委员会|党总支部|党总支|总支|支部委员会|支部|党委|党委会|两委)'
const committee = '([村居]?民?委员会|[村居]?委会|[村居]委|社区居委会|社区居民委员会|嘎查委员会|)'
const committeeNamed = '([村居]民委员会|[村居]?委会|[村居]委|委员会|社区居委会|社区居民委员会)'
const supervision = '([村居]?务?(民主)?监督委员会|[村居]?务?监委会|[村居]?监委|[村居]?务?监督小组)'

/** The first row that matches the whole word; 第一书记, who is sent from above and stands in no election, matches none. */
const titles: readonly { pattern: RegExp; code: PostCode }[] = [
  row(`${place}${supervision}(主任|副主任|委员|成员|组长|)`, 'supervisor'),
  row(`${place}(监督员|监督委员)`, 'supervisor'),
  row(`${place}${party}(副书记|副支书)`, 'party_deputy_secretary'),
  row(`${place}${party}(书记|支书)`, 'party_secretary'),
  row(`${place}${partyNamed}(委员|成员|班子成员)`, 'party_member'),
  row(`${place}(支委|支委委员|总支委员|党委委员|组织委员|宣传委员|纪检委员|统战委员|青年委员|委员)`, 'party_member'),
  row(`${place}${committee}(副主任|副村长)`, 'deputy_director'),
  row(`${place}${committee}(主任|村长)`, 'director'),
  row(`${place}${committeeNamed}(委员|成员|)`, 'committee_member'),
]

function row(pattern: string, code: PostCode) {
  return { pattern: new RegExp(`^${pattern}$`, 'u'), code }
}
