/**
 * 节点: where somebody stands on the county's map of work, first that matches. Every person of a cycle stands at exactly
 * one: left before the review or withdrawn · being entered · to be screened · to be put right · screened, in no round yet ·
 * proposed · decided · out with the departments · for a meeting or a recheck · for the office to propose on.
 */
export const milestones = [
  'draft',
  'submitted',
  'correcting',
  'passed',
  'in_review',
  'to_settle',
  'to_conclude',
  'proposed',
  'decided',
  'left',
] as const
export type Milestone = (typeof milestones)[number]
