import type { Role } from '../../accounts/role'
import type { Translate } from '../../locales/translate'

type Item = { name: string; href: string }
/** A place of the navigation; `items` are the pages in it, the first of them its own. */
type Place = Item & { items?: Item[] }
export type NavigationLink = { label: string; href: string; current: boolean }
/** `section`: the pages of the place where we are; none where it has only one. */
export type Navigation = { places: NavigationLink[]; section: NavigationLink[] }

const township: Place[] = [
  { name: 'home', href: '/township' },
  { name: 'candidates', href: '/candidates' },
  { name: 'import', href: '/candidates/import' },
  { name: 'notices', href: '/notices' },
  { name: 'feedback', href: '/papers/feedback' },
  { name: 'elections', href: '/elections' },
]
const department: Place[] = [
  { name: 'desk', href: '/reviews' },
  { name: 'packets', href: '/reviews/packets' },
  { name: 'triggers', href: '/triggers' },
  { name: 'ledgers', href: '/ledgers' },
]
const outcomes = place(
  { name: 'outcomes', href: '/outcomes' },
  { name: 'meetings', href: '/meetings' },
  { name: 'notices', href: '/notices' },
)
const office: Place[] = [
  { name: 'county', href: '/progress' },
  place(
    { name: 'candidates', href: '/candidates' },
    { name: 'pointers', href: '/pointers' },
    { name: 'ledgers', href: '/ledgers' },
  ),
  place(
    { name: 'rounds', href: '/rounds' },
    { name: 'rechecks', href: '/rechecks' },
    { name: 'triggers', href: '/triggers' },
    { name: 'holds', href: '/holds' },
    { name: 'rectifications', href: '/rectifications' },
  ),
  outcomes,
  { name: 'papers', href: '/papers' },
  { name: 'elections', href: '/elections' },
  { name: 'settings', href: '/settings' },
]

const places: Record<Role, Place[]> = {
  township_clerk: township,
  // Entering and importing is the clerk's: who screens must not have entered.
  township_lead: township.filter((item) => item.name !== 'import'),
  reviewer: department,
  signatory: [...department, { name: 'deputies', href: '/deputies' }],
  office,
  leading_group: [
    { name: 'county', href: '/progress' },
    outcomes,
    { name: 'pointers', href: '/pointers' },
    { name: 'papers', href: '/papers' },
    { name: 'elections', href: '/elections' },
  ],
  observer: [
    { name: 'county', href: '/progress' },
    { name: 'elections', href: '/elections' },
  ],
  system_admin: [
    { name: 'home', href: '/administration' },
    { name: 'accounts', href: '/accounts' },
    { name: 'setUp', href: '/settings' },
  ],
  security_admin: [
    { name: 'home', href: '/administration' },
    { name: 'security', href: '/accounts' },
    { name: 'deputies', href: '/deputies' },
  ],
  auditor: [
    { name: 'home', href: '/administration' },
    { name: 'audit', href: '/audit' },
  ],
}

/** The page that a role starts from. */
export function homeOf(role: Role): string {
  return places[role][0]!.href
}

/** The role's places and the pages of the one we are in; the page whose address begins the path most closely is here. */
export function navigationOf(role: Role, path: string, t: Translate): Navigation {
  const pages = places[role].flatMap((one) => one.items ?? [one])
  const here = pages.filter((page) => isUnder(path, page.href)).sort((a, b) => b.href.length - a.href.length)[0]
  const isHere = ({ href, items }: Place) => (items ?? [{ href }]).some((item) => item.href === here?.href)
  const link = ({ name, href }: Item, current: boolean) => ({ label: t(`shell:navigation.${name}`), href, current })
  return {
    places: places[role].map((one) => link(one, isHere(one))),
    section: (places[role].find(isHere)?.items ?? []).map((item) => link(item, item.href === here?.href)),
  }
}

function place(first: Item, ...more: Item[]): Place {
  return { ...first, items: [first, ...more] }
}

function isUnder(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}
