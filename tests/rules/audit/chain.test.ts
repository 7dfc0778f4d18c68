import fc from 'fast-check'
import { linkAfter, type AuditContent, type AuditLink } from '../../../src/audit/chain'
import { beginning, endBreak, follow, type Break, type Head } from '../../../src/audit/verification'

const content: fc.Arbitrary<AuditContent> = fc.record({
  id: fc.uuid(),
  at: fc
    .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString()),
  actorId: fc.option(fc.uuid()),
  username: fc.string(),
  role: fc.string(),
  act: fc.string(),
  recordType: fc.string(),
  recordId: fc.string(),
  address: fc.ipV4(),
  requestId: fc.uuid(),
  details: fc.jsonValue(),
})

const chain = fc.array(content, { minLength: 1, maxLength: 12 }).map((contents) => {
  const links: AuditLink[] = []
  for (const one of contents) links.push(linkAfter(links.at(-1) ?? beginning, one))
  return links
})

const placed = chain.chain((links) => fc.tuple(fc.constant(links), fc.nat(links.length - 1)))

test('a chain that nobody touched holds, in one page or entry by entry', () => {
  fc.assert(
    fc.property(chain, (links) => {
      expect(check(links, headOf(links))).toBeNull()
      const reached = links.reduce<Head>((from, link) => {
        const end = follow(from, [link])
        if ('broken' in end) throw new Error('broken')
        return end.reached
      }, beginning)
      expect(endBreak(reached, headOf(links))).toBeNull()
    }),
  )
})

test('a change of any field is found at its entry', () => {
  fc.assert(
    fc.property(
      placed,
      fc.constantFrom('at', 'username', 'act', 'recordId', 'details', 'actorId'),
      ([links, place], field) => {
        const forged = links.map((link, at) =>
          at === place ? { ...link, [field]: `${JSON.stringify(link[field as 'at'])}!` } : link,
        )
        expect(check(forged, headOf(links))).toEqual({ seq: place + 1, id: links[place]!.id, why: 'digest' })
      },
    ),
  )
})

test('a change with a digest made to fit is found at the next entry, or at the head', () => {
  fc.assert(
    fc.property(placed, ([links, place]) => {
      const { seq, previous, digest: _, ...said } = links[place]!
      const forged = links.with(place, linkAfter({ seq: seq - 1, digest: previous }, { ...said, act: `${said.act}!` }))
      const last = place === links.length - 1
      expect(check(forged, headOf(links))).toMatchObject(
        last ? { seq, why: 'head' } : { seq: seq + 1, why: 'previous' },
      )
    }),
  )
})

test('a removed entry is missed at its place, the last one too', () => {
  fc.assert(
    fc.property(placed, ([links, place]) => {
      const last = place === links.length - 1
      expect(check(links.toSpliced(place, 1), headOf(links))).toMatchObject({
        seq: place + 1,
        why: last ? 'truncated' : 'missing',
      })
    }),
  )
})

test('a removed entry is found even when those after it move up', () => {
  fc.assert(
    fc.property(placed, ([links, place]) => {
      const forged = links.toSpliced(place, 1).map((link, at) => ({ ...link, seq: at + 1 }))
      expect(check(forged, headOf(links))?.seq).toBe(place + 1)
    }),
  )
})

test('two entries that changed places are found at the first of them', () => {
  fc.assert(
    fc.property(chain, fc.nat(), fc.nat(), (links, one, other) => {
      const [a, b] = [one % links.length, other % links.length].sort((x, y) => x - y) as [number, number]
      fc.pre(a !== b)
      const forged = links.with(a, { ...links[b]!, seq: a + 1 }).with(b, { ...links[a]!, seq: b + 1 })
      expect(check(forged, headOf(links))?.seq).toBe(a + 1)
    }),
  )
})

test('a tail that was cut off is found where it began', () => {
  fc.assert(
    fc.property(placed, ([links, place]) => {
      expect(check(links.slice(0, place), headOf(links))).toEqual({ seq: place + 1, id: null, why: 'truncated' })
    }),
  )
})

test('an entry that the head does not know is found', () => {
  fc.assert(
    fc.property(chain, content, (links, added) => {
      const forged = [...links, linkAfter(headOf(links), added)]
      expect(check(forged, headOf(links))).toMatchObject({ seq: links.length + 1, why: 'beyond' })
    }),
  )
})

function headOf(links: AuditLink[]): Head {
  return links.at(-1) ?? beginning
}

function check(links: AuditLink[], head: Head): Break | null {
  const end = follow(beginning, links)
  return 'broken' in end ? end.broken : endBreak(end.reached, head)
}
