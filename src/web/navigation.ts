import type { Role } from '../accounts/role'
import type { Translate } from '../locales/translate'

type Item = { name: string; href: string }
export type NavigationLink = { label: string; href: string; current: boolean }

const township: Item[] = [
  { name: 'home', href: '/township' },
  { name: 'candidates', href: '/candidates' },
  { name: 'import', href: '/candidates/import' },
  { name: 'notices', href: '/notices' },
  { name: 'feedback', href: '/papers/feedback' },
  { name: 'elections', href: '/elections' },
]
const department: Item[] = [
  { name: 'desk', href: '/reviews' },
  { name: 'packets', href: '/reviews/packets' },
  { name: 'triggers', href: '/triggers' },
  { name: 'ledgers', href: '/ledgers' },
]
const office: Item[] = [
  { name: 'county', href: '/progress' },
  { name: 'candidates', href: '/candidates' },
  { name: 'pointers', href: '/pointers' },
  { name: 'rounds', href: '/rounds' },
  { name: 'rechecks', href: '/rechecks' },
  { name: 'outcomes', href: '/outcomes' },
  { name: 'meetings', href: '/meetings' },
  { name: 'notices', href: '/notices' },
  { name: 'papers', href: '/papers' },
  { name: 'ledgers', href: '/ledgers' },
  { name: 'settings', href: '/settings' },
]

const items: Record<Role, Item[]> = {
  township_clerk: township,
  // Entering and importing is the clerk's: who screens must not have entered.
  township_lead: township.filter((item) => item.name !== 'import'),
  reviewer: department,
  signatory: department,
  office,
  leading_group: [
    { name: 'county', href: '/progress' },
    { name: 'pointers', href: '/pointers' },
    { name: 'outcomes', href: '/outcomes' },
    { name: 'meetings', href: '/meetings' },
    { name: 'notices', href: '/notices' },
    { name: 'papers', href: '/papers' },
  ],
  observer: [{ name: 'county', href: '/progress' }],
  system_admin: [{ name: 'accounts', href: '/accounts' }],
  security_admin: [{ name: 'security', href: '/accounts' }],
  auditor: [{ name: 'audit', href: '/audit' }],
}

/** The page that a role starts from. */
export function homeOf(role: Role): string {
  return items[role][0]!.href
}

/** The role's links; the one whose address begins the path most closely is where we are. */
export function navigationOf(role: Role, path: string, t: Translate): NavigationLink[] {
  const here = items[role].filter((item) => isUnder(path, item.href)).sort((a, b) => b.href.length - a.href.length)[0]
  return items[role].map((item) => ({
    label: t(`shell:navigation.${item.name}`),
    href: item.href,
    current: item === here,
  }))
}

function isUnder(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}
