import { handOut, handedOutFile } from '../src/reviews/packets/handing-out/handing-out.actions'
import { receive } from '../src/reviews/packets/packet-receiving.actions'
import { previewPacket, takePacket } from '../src/reviews/packets/packets.actions'
import type { Deps } from '../src/deps'
import { readWorkbook } from '../src/sheets/reading'
import { filledIn } from '../tests/e2e/journeys/packet-filling'
import { actorIn, type County } from '../tests/support/county'
import { cellsOf, writeCells } from './cells'
import { benchCounty, workOff } from './county'
import { lineBeside, line, median, timed } from './times'

const people = 900
const turns = 5

type Times = { bareWriting: number; out: number; bareReading: number; handedIn: number; shown: number; taken: number }

/**
 * A department's workbook of 900 people out and back, turn by turn in one run: made and kept against ExcelJS writing the
 * same cells; filled in, handed in, shown and taken against the sheet reader reading the same file.
 */
async function bench(): Promise<void> {
  const { deps, county, issue, close } = await benchCounty(people)
  const roundId = await issue()
  const times: Times[] = []
  for (let turn = 0; turn < turns; turn++) times.push(await measure(deps, county, roundId))
  await close()
  print(times)
}

async function measure(deps: Deps, county: County, roundId: string): Promise<Times> {
  const reviewer = actorIn(county, 'reviewer', 'police')
  const out = await timed(async () => {
    await handOut(deps, reviewer, roundId)
    await workOff(deps)
  })
  const { id } = await deps.db.packet.findFirstOrThrow({ where: { direction: 'out' }, orderBy: { id: 'desc' } })
  const { file, fileName: name } = await handedOutFile(deps, reviewer, id)
  const cells = await cellsOf(file)
  const bareWriting = await timed(() => writeCells(cells))
  const bytes = await filledIn(file)
  const bareReading = await timed(() => readWorkbook({ name, file: bytes }))
  const handedIn = await timed(async () => {
    await receive(deps, reviewer, { name, bytes })
    await workOff(deps)
  })
  const { id: received } = await deps.db.packet.findFirstOrThrow({
    where: { direction: 'in' },
    orderBy: { id: 'desc' },
  })
  const shown = await timed(() => previewPacket(deps, reviewer, received))
  const taken = await timed(() => takePacket(deps, reviewer, received, {}))
  await undrafted(deps, county)
  return { bareWriting, out, bareReading, handedIn, shown, taken }
}

/** As before the turn: nobody has answered anything. */
async function undrafted({ db }: Deps, county: County): Promise<void> {
  const nothing = { answers: {}, complete: false, flagged: false, draftedById: null, draftedAt: null }
  await db.review.updateMany({ where: { departmentId: county.departments['police']! }, data: nothing })
}

function print(times: Times[]): void {
  const of = (key: keyof Times) => median(times.map((time) => time[key]))
  console.log(`A workbook of ${people} people, median of ${turns}:`)
  line('ExcelJS writing the same cells', of('bareWriting'))
  lineBeside('made, sealed and kept', of('out'), of('bareWriting'))
  line('the sheet reader reading the filled file', of('bareReading'))
  lineBeside('handed in: read, judged and kept', of('handedIn'), of('bareReading'))
  lineBeside('its preview', of('shown'), of('bareReading'))
  lineBeside('taken: drafts of everybody written', of('taken'), of('bareReading'))
}

void bench()
