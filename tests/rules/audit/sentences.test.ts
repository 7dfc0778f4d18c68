import { roles } from '../../../src/accounts/role'
import { acts } from '../../../src/audit/act'
import { recordTypes } from '../../../src/audit/record-type'
import { catalogues, type Language } from '../../../src/locales/catalogues'
import { translator } from '../../../src/locales/translate'

const languages = Object.keys(catalogues) as Language[]

// A missing text comes back as its key, or falls back to Chinese.
describe.each(languages)('in %s', (lang) => {
  const t = translator(lang)
  const keys = [
    ...acts.map((act) => `audit:acts.${act}`),
    ...recordTypes.map((type) => `audit:records.${type}`),
    ...roles.map((role) => `roles:${role}`),
  ]

  test.each(keys)('%s has words', (key) => {
    expect(t(key)).not.toMatch(/^[a-z_.:]+$/)
    if (lang === 'en') expect(t(key)).toMatch(/^[ -~’]+$/)
  })

  test('no two acts read the same', () => {
    expect(new Set(acts.map((act) => t(`audit:acts.${act}`))).size).toBe(acts.length)
  })
})
