/** The order in which a signatory looks: what says something, what came too fast, what the lot drew, and the rest. */
export const sections = ['flagged', 'swift', 'sample', 'rest'] as const
export type Section = (typeof sections)[number]

/** A draft saved so few seconds after the same person's draft before was hardly looked up anywhere. */
export const swiftSeconds = 5

/** So many answers of one person within a minute, saved one by one: the office is told once they are signed. */
export const hastyAnswers = 100

/** Of the drafts of a round in which nothing was found, this share is drawn each day, and never fewer than `least`. */
export const sampleRule = { share: 0.05, least: 5 }

/** Where a finished draft stands on the signatory's desk. */
export type Placed = {
  id: string
  section: Section
  /** Seconds since the same person's draft before; null for the first, and for many that were saved as one act. */
  seconds: number | null
  /** This signatory had it on the screen as it is now. */
  opened: boolean
}

export type SectionCounts = Record<Section, { total: number; opened: number }>

/** How many of these stand in each section, and how many of them were opened. */
export function sectionCounts(placed: readonly Pick<Placed, 'section' | 'opened'>[]): SectionCounts {
  const count = (section: Section) => {
    const inside = placed.filter((one) => one.section === section)
    return { total: inside.length, opened: inside.filter(({ opened }) => opened).length }
  }
  return { flagged: count('flagged'), swift: count('swift'), sample: count('sample'), rest: count('rest') }
}

/** To be opened one by one before signing; the rest was drawn from. */
export function isForOpening({ section }: Pick<Placed, 'section'>): boolean {
  return section !== 'rest'
}
