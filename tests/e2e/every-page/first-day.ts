import { makeAccount, signedIn } from '../../support/accounts'
import { testApp, type TestApp } from '../../support/app'
import { sendForm } from '../../support/forms'

/** A county that has its departments, a cycle and a list that may still be changed: most of its pages are empty. */
export async function firstDay(): Promise<TestApp> {
  const world = await testApp()
  const office = await signedIn(world, await makeAccount(world, 'office', { username: 'office' }))
  await office.post('/settings/departments/roster', { roster: 'thirteen' }).expect(303)
  const departments = ['police', 'discipline', 'court']
  const cycle = {
    name: '2026 年村（社区）“两委”换届',
    startsOn: '2026-01-01',
    lastTermStart: '2021-01-01',
    departments,
  }
  const made = await sendForm(office, '/settings/cycles/new', 'form[action="/settings/cycles"]', cycle)
  const criteria = made.headers['location']!
  await sendForm(office, `${criteria}/choice`, 'form[action$="/preset"]', { preset: 'main20' })
  return world
}
