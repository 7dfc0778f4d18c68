import { crc32, deflateRawSync } from 'node:zlib'

export type ZipPart = { name: string; content: string | Buffer; flags?: number }

/** A zip made by hand, for packages that no program would write. */
export function zip(parts: ZipPart[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const { local, central } = entry(part, offset)
    locals.push(local)
    directory.push(central)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

function entry({ name, content, flags = 0x800 }: ZipPart, offset: number): { local: Buffer; central: Buffer } {
  const raw = Buffer.from(content)
  const packed = deflateRawSync(raw, { level: 9 })
  const path = Buffer.from(name)
  const shared = Buffer.alloc(26)
  shared.writeUInt16LE(20, 0)
  shared.writeUInt16LE(flags, 2)
  shared.writeUInt16LE(8, 4)
  shared.writeUInt32LE(crc32(raw), 10)
  shared.writeUInt32LE(packed.length, 14)
  shared.writeUInt32LE(raw.length, 18)
  shared.writeUInt16LE(path.length, 22)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(offset, 10)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, path, packed])
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, path])
  return { local, central }
}

/** The parts of a workbook with one sheet; the sheet's XML is given, `extra` parts come on top. */
export function rawWorkbook(sheetXml: string, extra: ZipPart[] = [], target = 'worksheets/sheet1.xml'): Buffer {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
  return zip([
    {
      name: '_rels/.rels',
      content: `<Relationships ${packaged}><Relationship Id="a" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="${relation}"><sheets><sheet name="表" sheetId="1" r:id="b"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships ${packaged}><Relationship Id="b" Type="${relation}/worksheet" Target="${target}"/><Relationship Id="c" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheetXml },
    ...extra,
  ])
}
