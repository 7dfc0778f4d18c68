import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson } from '../../../src/lib/canonical'
import { type Certificate, certificateDigest, certificateOf } from '../../../src/outcomes/certificates/certificate'
import { readCertificate } from '../../../src/outcomes/certificates/certificate.form'
import { differencesIn } from '../../../src/outcomes/certificates/replay'
import { replays, snapshotDigest } from '../../../src/outcomes/snapshot'
import { outcomeCommand } from '../../../src/outcomes/outcome.cli'
import { criteriaDigest } from '../../../src/criteria/digest'
import { caseOf, fact, found, said } from '../standings/a-case'
import { certificateOfCase, snapshotOfCase } from './a-certificate'

const warning = found(fact('2025-06-01', { kind: 'party_warning' }))
const certificate: Certificate = certificateOfCase(
  caseOf({
    answers: {
      discipline: { N07: warning, N08: found(fact('2010-01-01')) },
      petitions: { N12: found(fact('2025-01-01')) },
    },
  }),
)

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'certificate-'))))
afterAll(() => rmSync(folder, { recursive: true }))

test('it is a bar on N07, with a lapse and another item besides', () => {
  expect(certificate).toMatchObject({
    standing: 'bar',
    needed: ['N07'],
    groundItems: ['N07'],
    lapsed: [{ item: 'N08' }],
  })
  expect(certificate.findings.map(({ item }) => item)).toEqual(['N07', 'N12'])
})

test('yes, in either language; a line break at the end and a byte order mark are no matter', async () => {
  for (const text of [canonicalJson(certificate), `\ufeff${canonicalJson(certificate)}\r\n`])
    expect(await verified(text)).toMatchObject({ status: 0, err: [] })
  const { out } = await verified(canonicalJson(certificate), '--lang', 'en')
  expect(out.join()).toMatch(/Yes: .*Now compare the digest .*[0-9a-f]{64}/)
})

test('what a deputy signed says for whom, in the second version of the format; without one it is the first', async () => {
  expect(certificate.formatVersion).toBe(1)
  const snapshot = snapshotOfCase(caseOf({ answers: { discipline: { N07: warning } } }))
  Object.assign(snapshot.signatures[0]!, { signedForId: 'head', signedFor: '王负责' })
  const made = certificateOf('0198f3a0-0000-7000-8000-000000000003', snapshot, snapshotDigest(snapshot))
  expect(made.formatVersion).toBe(2)
  expect(replays(snapshot, null)).toBe(true)
  expect(JSON.stringify(made.reviews)).toContain('"signedFor":"王负责"')
  expect(await verified(canonicalJson(made))).toMatchObject({ status: 0, err: [] })
})

type Tamper = (certificate: Certificate) => void
const reviewOf = (c: Certificate, department: string) => c.reviews.find((review) => review.department === department)!
const answerOf = (c: Certificate, department: string, item: string) =>
  reviewOf(c, department).answers.find((answer) => answer.item === item)!

/** Each is told by the digest alone; here the digest was made anew, as whoever alters a file would do. */
const tampered: [string, string[], Tamper][] = [
  [
    'the answer that bars',
    ['standing', 'finding', 'needed', 'wouldChange', 'ground', 'groundItem'],
    (c) => Object.assign(answerOf(c, 'discipline', 'N07'), said('none')),
  ],
  [
    'the date of the fact',
    ['finding', 'wouldChange'],
    (c) => (answerOf(c, 'discipline', 'N07').facts[0]!.effect = '2025-07-01'),
  ],
  [
    'the reference date',
    ['standing', 'finding', 'lapsed', 'needed', 'wouldChange', 'ground', 'groundItem'],
    (c) => (c.referenceDate = '2026-06-01'),
  ],
  ['another finding', ['finding'], (c) => (c.findings[1]!.finding = 'disputed')],
  ['when a finding was signed', ['finding'], (c) => (c.findings[0]!.at = '2026-01-01T00:00:00.000Z')],
  ['the standing', ['standing'], (c) => (c.standing = 'clear')],
  ['a lapse', ['lapsed'], (c) => (c.lapsed = [])],
  ['who is waited for', ['waitingFor'], (c) => c.waitingFor.push('police')],
  ['the reasons', ['needed'], (c) => (c.needed = ['N12'])],
  ['what would change it', ['wouldChange'], (c) => (c.wouldChange.periodEnd = null)],
  ['the outcome', ['outcome', 'ground'], (c) => (c.outcome = 'eligible')],
  ['the ground', ['groundItem'], (c) => (c.groundItems = ['N12'])],
  ['the kind of ground', ['ground'], (c) => (c.ground = 'refer')],
  [
    'the list',
    ['criteria', 'standing', 'finding', 'needed', 'wouldChange', 'ground', 'groundItem'],
    (c) =>
      Object.assign(
        c.criteria.items.find(({ code }) => code === 'N07')!,
        { off: true },
      ),
  ],
  ['a list with its digest', ['standing', 'finding', 'needed', 'wouldChange', 'ground', 'groundItem'], offWithDigest],
  ['a signer taken away', ['unsigned', 'lapsed'], (c) => (reviewOf(c, 'discipline').signature = null)],
  [
    'a drafter who is signed for',
    ['signedByDrafter'],
    (c) => (reviewOf(c, 'police').signature!.signedForId = 'drafter-police'),
  ],
  ['a drafter who signs', ['signedByDrafter'], (c) => (reviewOf(c, 'police').signature!.signerId = 'drafter-police')],
  [
    'a signature after the proposal',
    ['signedLater'],
    (c) => (reviewOf(c, 'agriculture').signature!.signedAt = '2026-02-01T00:00:00.000Z'),
  ],
  ['one hand for both', ['approvedByProposer'], (c) => (c.approved.accountId = c.proposed.accountId)],
  ['approval before proposal', ['approvedBefore'], (c) => (c.approved.at = '2026-01-01T00:00:00.000Z')],
  ['the withdrawal', ['standing', 'needed', 'wouldChange', 'outcome', 'ground'], (c) => (c.withdrawn = true)],
  [
    'a review sent back',
    ['standing', 'finding', 'lapsed', 'needed', 'wouldChange', 'outcome', 'ground', 'groundItem'],
    (c) => (reviewOf(c, 'discipline').state = 'returned'),
  ],
  ['a department asked again', ['waitingFor', 'wouldChange'], (c) => c.askedAgain.push('police')],
  ['the rule', ['ruleVersion'], (c) => (c.ruleVersion = '0')],
]

test.each(tampered)('%s altered: %j', async (_, kinds, tamper) => {
  const copy = structuredClone(certificate)
  tamper(copy)
  expect(await differences(canonicalJson(copy))).toContain('digest')
  const again = await differences(canonicalJson({ ...copy, digest: certificateDigest(copy) }))
  expect(new Set(again)).toEqual(new Set(kinds))
})

test('what nothing follows from, such as a name, only the digest tells', async () => {
  const copy = structuredClone(certificate)
  copy.candidate.name = '别人'
  expect(await differences(canonicalJson(copy))).toEqual(['digest'])
  expect(await differences(canonicalJson({ ...certificate, digest: '0'.repeat(64) }))).toEqual(['digest'])
})

test.each([
  ['indented', (text: string) => JSON.stringify(JSON.parse(text), null, 2)],
  ['with a name that comes twice', (text: string) => text.replace('"needed":', '"needed":["N12"],"needed":')],
])('a file %s is not as the program wrote it', async (_, write) => {
  expect(await differences(write(canonicalJson(certificate)))).toEqual(['notation'])
})

test.each<[string, string, RegExp]>([
  ['no JSON', 'no', /不是 JSON/],
  ['another JSON', '{"a":1}', /不是结论说明书/],
  ['nothing', 'null', /不是结论说明书/],
  ['a later format', canonicalJson({ ...certificate, formatVersion: 3 }), /第 3 版/],
  ['a field missing', canonicalJson({ ...certificate, reviews: undefined }), /“reviews”/],
  ['a field too many', canonicalJson({ ...certificate, note: 'x' }), /“—”/],
  ['a window that is none', canonicalJson({ ...certificate, referenceDate: '2026-02-30' }), /“referenceDate”/],
])('%s is told in words', async (_, text, words) => {
  const { status, err } = await verified(text)
  expect([status, err.length]).toEqual([1, 1])
  expect(err[0]).toMatch(words)
})

test('wrong use is 2, and told how to use it', async () => {
  for (const args of [
    [],
    ['verify'],
    ['check', 'a'],
    ['verify', 'a', 'b'],
    ['verify', 'a', '--lang', 'fr'],
    ['verify', '--no'],
  ])
    expect(await run(args)).toMatchObject({ status: 2, err: [expect.stringContaining('outcome verify')] })
  expect(await run(['verify', join(folder, 'none.json'), '--lang', 'en'])).toMatchObject({
    status: 2,
    err: [expect.stringContaining('cannot be opened')],
  })
})

test('it starts without the county: no settings, no keys, no database', () => {
  jest.isolateModules(() => {
    for (const name of ['config', 'keys', 'county', 'deps', 'db/client'])
      jest.doMock(`../../../src/${name}`, () => {
        throw new Error(`${name} was opened`)
      })
    expect(() => require('../../../src/outcomes/outcome.cli') as unknown).not.toThrow()
    expect(() => require('../../../src/outcomes/certificates/certificates.actions') as unknown).toThrow('was opened')
  })
})

function offWithDigest(c: Certificate): void {
  const items = c.criteria.items.map((item) => (item.code === 'N07' ? { ...item, off: true } : item))
  const { digest: _, ...criteria } = { ...c.criteria, items }
  c.criteria = { ...criteria, digest: criteriaDigest(criteria) }
}

type Ran = { status: number; out: string[]; err: string[] }

async function verified(text: string, ...more: string[]): Promise<Ran> {
  const file = join(folder, 'certificate.json')
  writeFileSync(file, text)
  return run(['verify', file, ...more])
}

/** What differs, by name; the command says no and has one sentence for each. */
async function differences(text: string): Promise<string[]> {
  const read = readCertificate(text)
  if (!read.ok) throw new Error(read.message.key)
  const keys = [...read.notation, ...differencesIn(read.certificate)].map(({ key }) =>
    key.replace('certificates:differs.', ''),
  )
  const { status, err } = await verified(text)
  expect([status, err.length, err.join().includes('{{')]).toEqual([1, keys.length + 1, false])
  return keys
}

async function run(args: string[]): Promise<Ran> {
  const ran: Ran = { status: -1, out: [], err: [] }
  ran.status = await outcomeCommand(args, { out: (line) => ran.out.push(line), err: (line) => ran.err.push(line) })
  return ran
}
