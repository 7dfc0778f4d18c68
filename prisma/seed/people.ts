import type { CandidateFile } from '../../src/candidates/candidate'
import type { Day } from '../../src/lib/day'
import { checkCharacter, type Sex } from '../../src/lib/id-number'
import type { Team, Township } from '../../src/organisations/organisation'
import { county } from './places'
import type { Random } from './random'

/** 和林格尔 2021 (docs/decisions/0010): so many were put forward, and so many of them were party members. */
const counts = { people: 917, members: 657 }

export type Person = { township: Township; team: Team; idNumber: string; file: CandidateFile }

/** Everybody who is put forward, in the order of the county's lists. `thisYear` bounds dates of joining the party. */
export function people(shape: (Township & { teams: Team[] })[], random: Random, thisYear: number): Person[] {
  const posts = postsOf(shape, random)
  const named = namesFor(posts.length, random)
  const numbers = new Set<string>()
  const found = posts.map((post, index) => personAt(post, named[index]!, numbers, random, thisYear))
  makeMembers(found, random, thisYear)
  return found
}

type Post = { township: Township; team: Team; position: string; bothPosts: boolean | null }

const positions = ['party_secretary', 'party_deputy_secretary', 'party_member', 'deputy_director', 'committee_member']

/** Five for each team; as many teams have a sixth as are missing to the count. */
function postsOf(shape: (Township & { teams: Team[] })[], random: Random): Post[] {
  const places = shape.flatMap((township) => township.teams.map((team) => ({ township, team })))
  const sixths = new Set(random.shuffled(places.map((_, index) => index)).slice(0, counts.people - places.length * 5))
  return places.flatMap((place, index) => {
    const bothPosts = random.chance(0.85)
    const named = [...positions, ...(sixths.has(index) ? ['supervisor'] : [])]
    return named.map((position) => {
      if (position === 'party_secretary') return { ...place, position, bothPosts }
      // Where the secretary is not to be director as well, somebody else is put forward for it.
      const director = position === 'deputy_director' && !bothPosts
      return { ...place, position: director ? 'director' : position, bothPosts: null }
    })
  })
}

/** Names of places before signs of the calendar: readable, and nobody's. A few people share one, as people do. */
function namesFor(count: number, random: Random): string[] {
  const names = random.shuffled(
    surnames.flatMap((first) => stems.flatMap((stem) => branches.map((b) => first + stem + b))),
  )
  return Array.from({ length: count }, (_, index) => names[index % 151 === 150 ? index - 75 : index]!)
}

const surnames = ['云川', '青石', '松泉', '禾田', '柳溪', '石桥', '白桦', '晨光']
const stems = [...'甲乙丙丁戊己庚辛壬癸']
const branches = [...'子丑寅卯辰巳午未申酉戌亥']

function personAt(post: Post, name: string, numbers: Set<string>, random: Random, thisYear: number): Person {
  const sex: Sex = random.chance(post.position === 'party_secretary' ? 0.88 : 0.68) ? 'male' : 'female'
  const birth = birthOf(random, thisYear)
  const isNew = random.chance(0.35)
  const file: CandidateFile = {
    name,
    sex,
    birth,
    ethnicGroup: random.chance(0.86) ? '01' : random.pick(['02', '03', '11']),
    politicalStatus: statusOf(birth, random, thisYear),
    partyJoined: null,
    education: educationOf(birth, random, thisYear),
    currentPost: isNew ? null : random.pick(currentPosts),
    position: post.position,
    bothPosts: post.bothPosts,
    isNew,
    source: random.pick(sources),
    nomination: random.pick(['self', 'joint', 'organisation', 'organisation']),
    phone: `1000000${random.between(0, 9999).toString().padStart(4, '0')}`,
    remarks: null,
  }
  return { township: post.township, team: post.team, idNumber: numberOf(birth, sex, numbers, random), file }
}

const currentPosts = ['村党组织委员', '村委会主任', '村委会委员', '村务监督委员会成员', '党小组组长']
const sources = [
  'wealth_leader',
  'wealth_leader',
  'veteran',
  'graduate',
  'returned_worker',
  'returned_worker',
  'community_worker',
  'public_body',
  'other',
]

/** Twenty-two to sixty-two at the end of the year, most in the middle. */
function birthOf(random: Random, thisYear: number): Day {
  const age = Math.round((random.between(22, 62) + random.between(24, 60)) / 2)
  const [month, day] = [random.between(1, 12), random.between(1, 28)]
  return [thisYear - age, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}

function statusOf(birth: Day, random: Random, thisYear: number): string {
  if (thisYear - Number(birth.slice(0, 4)) < 29) return random.pick(['03', '03', '13'])
  return random.chance(0.06) ? '02' : '13'
}

/** GB/T 4658: the young have studied longer. */
function educationOf(birth: Day, random: Random, thisYear: number): string {
  const age = thisYear - Number(birth.slice(0, 4))
  if (age < 33) return random.pick(['20', '20', '30', '30', '40', '60'])
  if (age < 48) return random.pick(['20', '30', '30', '40', '60', '70'])
  return random.pick(['30', '40', '60', '60', '70', '70', '70', '80'])
}

/** Order codes of one birthday are used once; odd ones are men's. */
function numberOf(birth: Day, sex: Sex, numbers: Set<string>, random: Random): string {
  for (;;) {
    const serial = random.between(0, 499) * 2 + (sex === 'male' ? 1 : 0)
    const digits = `${county.code}${birth.replaceAll('-', '')}${String(serial).padStart(3, '0')}`
    if (numbers.has(digits)) continue
    numbers.add(digits)
    return digits + checkCharacter(digits)
  }
}

/** Exactly so many members: whoever is put forward for a party post but for six, and others until the count is full. */
function makeMembers(all: Person[], random: Random, thisYear: number): void {
  const shuffled = random.shuffled(all)
  const forParty = shuffled.filter(({ file }) => file.position.startsWith('party_'))
  const others = shuffled.filter(({ file }) => !file.position.startsWith('party_'))
  const members = [...forParty.slice(6), ...others].slice(0, counts.members)
  for (const { file } of members) {
    const born = Number(file.birth.slice(0, 4))
    const joined = Math.min(born + random.between(20, 32), thisYear - 1)
    file.politicalStatus = '01'
    file.partyJoined = `${joined}-${String(random.between(1, 12)).padStart(2, '0')}`
  }
}
