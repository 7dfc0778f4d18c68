import type { AsyncCommand } from 'fast-check'
import { type Life, settle } from './model'
import type { Played } from './played'
import type { Who } from './stage'
import { told } from './told'

/** What is sent: to where, and the form's fields. */
export type Asked = { path: string; fields: Record<string, string | string[]> }

/** One act: who is allowed when, how it is asked for, and what it changes where it is allowed. */
export type Act = {
  name: string
  /** Whose act it is; anybody else is refused. */
  by: Who
  may: (life: Life) => boolean
  /** Null where there is not even a page to ask on. */
  ask: (played: Played, life: Life) => Promise<Asked | null> | Asked | null
  /** What the act leaves behind in the model. */
  leaves: (life: Life) => void
  /** Saying the same again is taken kindly and changes nothing: what is stored decides, not the status. */
  repeats?: boolean
}

/** How often an act was taken where it was allowed, and how often refused. */
export type Count = { allowed: number; refused: number }
export type Counts = Map<string, Count>

const answers = [303, 403, 404, 409, 422]

/** Tries an act as `who`; allowed by the model it must be done, forbidden it must be refused and change nothing. */
export class Tried implements AsyncCommand<Life, Played> {
  constructor(
    private readonly act: Act,
    private readonly stranger: Who | null = null,
    private readonly twice = false,
  ) {}

  check = () => true

  async run(life: Life, played: Played): Promise<void> {
    const { act, stranger } = this
    const allowed = stranger === null && act.may(life)
    played.tick(life)
    const asked = await act.ask(played, life)
    if (!asked) return expect(allowed && act.name).toBe(false)
    const browser = await played.as(stranger ?? act.by)
    const tries = Array.from({ length: this.twice ? 2 : 1 }, () => browser.post(asked.path, asked.fields))
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    if (allowed) expect([act.name, ...statuses]).toContain(303)
    for (const status of statuses) expect(answers).toContain(status)
    if (!allowed && (stranger || !act.repeats)) expect([act.name, ...statuses]).not.toContain(303)
    played.stage.count(act.name, allowed)
    if (allowed) act.leaves(life)
    settle(life)
    life.now += 1
    expect(await played.stored()).toEqual(told(life))
  }

  toString = () =>
    `${this.act.name}${this.stranger ? ` by ${JSON.stringify(this.stranger)}` : ''}${this.twice ? ' twice' : ''}`
}

/** One of these acts that is allowed now, seldom a rare one: `pick` chooses its name, then the act; nothing where none is. */
export class Next implements AsyncCommand<Life, Played> {
  private taken = ''

  constructor(
    private readonly acts: Act[],
    private readonly rare: Act[],
    private readonly pick: number,
  ) {}

  check = () => true

  async run(life: Life, played: Played): Promise<void> {
    const usual = this.acts.filter((act) => act.may(life))
    const allowed = usual.length && this.pick % 5 ? usual : [...usual, ...this.rare.filter((act) => act.may(life))]
    const names = [...new Set(allowed.map(({ name }) => name))]
    const same = allowed.filter(({ name }) => name === names[this.pick % names.length])
    const act = same[Math.floor(this.pick / names.length) % same.length]
    this.taken = act ? `${act.name} ${JSON.stringify(act.by)}` : 'nothing'
    if (act) await new Tried(act).run(life, played)
  }

  toString = () => `next: ${this.taken}`
}

/** Time passes for everybody; nothing is decided by it. */
export class WeekPasses implements AsyncCommand<Life, Played> {
  check = () => true
  async run(life: Life, played: Played): Promise<void> {
    life.week += 1
    played.stage.toWeek(life.week)
    expect(await played.stored()).toEqual(told(life))
  }
  toString = () => 'a week passes'
}

/** What comes next, seen from where the life is by then. */
export type Part = (life: Life) => (Act | 'a week')[]

/** Several acts in a row, as they come in an ordinary life, so that the random ones meet every state; or each clicked again. */
export class Chapter implements AsyncCommand<Life, Played> {
  constructor(
    private readonly name: string,
    private readonly parts: Part[],
    private readonly again: boolean,
  ) {}
  check = () => true
  async run(life: Life, played: Played): Promise<void> {
    for (const part of this.parts)
      for (const act of part(life)) {
        if (act === 'a week') await new WeekPasses().run(life, played)
        else for (const _click of this.again ? [1, 2] : [1]) await new Tried(act).run(life, played)
      }
  }
  toString = () => `a chapter${this.again ? ', each act twice' : ''}: ${this.name}`
}
