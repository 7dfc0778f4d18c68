import type { Fields, Page, Person } from './person'

/** The figures at the top of a page by their words. */
export function figures({ $ }: Page): Record<string, number> {
  const tiles = $('.tile').map((_, tile) => {
    const [label, number] = [$(tile).find('.state').text().trim(), Number($(tile).find('.tile-number').text())]
    return [[label, number]] as [string, number][]
  })
  return Object.fromEntries(tiles.get() as unknown as [string, number][])
}

/** Who is on a list, in the order of their code points. */
export async function names(someone: Person, path: string): Promise<string[]> {
  const { $ } = await someone.opens(path)
  return $('tbody th[scope=row] a')
    .map((_, link) => $(link).text())
    .get()
    .toSorted(byCode)
}

/** The path of somebody's file, from the list of those one may see. */
export async function fileOf(someone: Person, name: string): Promise<string> {
  const { $, path } = await someone.opens('/candidates')
  const href = $(`tbody a:contains("${name}")`).attr('href')
  if (!href) throw new Error(`${path} does not list ${name}`)
  return href
}

/** How many files one sees at each stage. */
export async function stages(someone: Person): Promise<Record<string, number>> {
  const { $ } = await someone.opens('/candidates')
  const words = $('tbody tr')
    .map((_, row) => $(row).find('.state').first().text())
    .get()
  return Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((one) => one === word).length]))
}

/** From the first of the queue, saving and going on, until nobody is left; gives whom it met. */
export async function answersAll(reviewer: Person, what: Record<string, Fields>): Promise<string[]> {
  const met: string[] = []
  const { $ } = await reviewer.opens('/reviews?show=todo')
  await reviewer.opens($('tbody th a').first().attr('href')!)
  while (reviewer.page().$('[data-answers]').length) {
    const { $: desk } = reviewer.page()
    const items = [
      ...new Set(
        desk('.answer-input')
          .map((_, one) => desk(one).attr('name')!)
          .get(),
      ),
    ]
    const name = desk('h1').text().trim()
    const answers = { ...Object.fromEntries(items.map((item) => [item, 'none'])), ...what[name] }
    const action = desk('[data-answers]').attr('action')!
    await reviewer.sends(action, answers, { button: ['onward', 'next'] })
    if (met.push(name) > 20) throw new Error(`The desk does not end: ${met.join(' ')}`)
  }
  return met
}

/** The path of a department's review of this person, from its queue. */
export async function reviewOf(reviewer: Person, name: string): Promise<string> {
  const { $ } = await reviewer.opens('/reviews?show=all')
  return $(`tbody a:contains("${name}")`).attr('href')!.replace(/\?.*/, '')
}

/** Proposes for the only one of this standing. */
export async function proposes(office: Person, standing: string, fields: Fields): Promise<void> {
  const { $ } = await office.opens(`/outcomes/new?standing=${standing}`)
  await office.opens($('tbody a.btn').attr('href')!)
  await office.sends('/outcomes', fields)
}

/** A meeting of three: everybody on its agenda is decided on as named, the minutes closed, the outcomes proposed. */
export async function meets(
  office: Person,
  documentNumber: string,
  decisions: Record<string, Fields>,
): Promise<string> {
  await office.opens('/meetings/new')
  await office.sends('/meetings')
  const meeting = office.page().path
  await office.sends(`${meeting}/attendance`, { others: '甲一、乙二、丙三' })
  for (const [name, fields] of Object.entries(decisions)) {
    const { $ } = await office.opens(meeting)
    const item = $(`tbody tr:contains("${name}") a.btn`).attr('href')!
    await office.opens(item)
    await office.sends(item, { votesFor: '3', words: '逐人会商，意见一致', ...fields })
  }
  await office.opens(`${meeting}/closing`)
  await office.sends(`${meeting}/closing`, { documentNumber, sure: 'yes' })
  await office.opens(`${meeting}/proposals`)
  await office.sends(`${meeting}/proposals`)
  return meeting
}

/** What is missing of a story, each part after the first occurrence of the one before. */
export function inOrder(told: string[], story: string[]): string[] {
  let from = 0
  return story.filter((part) => {
    const at = told.indexOf(part, from)
    if (at >= 0) from = at
    return at < 0
  })
}

/** A fact on paper, in the fields of the desk. */
export function found(code: string, fact: Record<string, string>): Fields {
  const paper = { documentNumber: '云纪〔2024〕8号', issuingBody: '云川县有关机关', ...fact }
  const fields = Object.entries(paper).map(([field, value]) => [`${code}.0.${field}`, value])
  return { [`${code}.answer`]: 'found', ...Object.fromEntries(fields) }
}

export function byCode(one: string, other: string): number {
  return one < other ? -1 : 1
}
