import type { Page } from 'playwright-core'

/** A page that only a form leads to: whose, where the form stands, its button, what is typed before. */
type Press = { at: string; button: string; typed?: Record<string, string>; ticked?: string[] }

const firstBox = 'main tbody input[type=checkbox]:not([disabled])'

/** Previews, results and refusals, by user name. */
export const presses: Record<string, Press[]> = {
  office: [
    { at: '/progress', typed: { '#find-words': '云川' }, button: '.find button' },
    { at: '/candidates', typed: { '#find-words': '无此人' }, button: '.find button' },
    { at: '/rounds/new', button: 'form[action="/rounds/preview"] .btn-primary' },
    { at: '/outcomes/new?standing=clear', button: 'form[action="/outcomes/preview"] .btn-primary' },
    { at: '/rechecks', ticked: [firstBox], button: 'form[action="/rechecks/disputes/preview"] .btn-primary' },
    { at: '/candidates/new', button: 'form[action="/candidates"] .btn-primary' },
    { at: '/settings/cycles/new', button: 'main form .btn-primary' },
    { at: '/meetings/new', typed: { '[name=metOn]': '' }, button: 'main form .btn-primary' },
  ],
  leader: [{ at: '/outcomes', ticked: [firstBox], button: 'form[action="/outcomes/choice"] .btn-primary' }],
  'signatory.natural_resources': [
    { at: '/reviews/signing', button: 'form[action="/reviews/signing/preview"] [name=all]' },
  ],
  'signatory.discipline': [
    { at: '/reviews/split', ticked: ['[name=people]'], button: 'form[action="/reviews/split/preview"] .btn-primary' },
  ],
  'reviewer.court': [
    { at: '/reviews/together', button: 'form[action="/reviews/together/preview"] .btn-primary' },
    {
      at: '/reviews/together',
      ticked: ['[name=items]', '[name=people][value=filter]'],
      typed: { '[name=source]': '裁判文书系统（演示）', '[name=consultedOn]': '2026-01-09', '[name=method]': 'system' },
      button: 'form[action="/reviews/together/preview"] .btn-primary',
    },
  ],
  auditor: [{ at: '/audit', button: 'form[action="/audit/verification"] .btn-primary' }],
}

/** Opens the page, types, ticks and presses; the page that the form leads to is open afterwards. */
export async function press(page: Page, { at, button, typed = {}, ticked = [] }: Press): Promise<void> {
  await page.goto(at)
  for (const box of ticked) await page.locator(box).first().check()
  for (const [field, words] of Object.entries(typed)) {
    const place = page.locator(field).first()
    const isChoice = (await place.and(page.locator('select')).count()) > 0
    await (isChoice ? place.selectOption(words) : place.fill(words))
  }
  await Promise.all([page.waitForEvent('load'), page.locator(button).first().click()])
}
