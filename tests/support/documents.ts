import { deflateSync } from 'node:zlib'
import { zip, type ZipPart } from './zip'

const main = 'application/vnd.openxmlformats-officedocument'
const mainTypes = {
  docx: `${main}.wordprocessingml.document.main+xml`,
  xlsx: `${main}.spreadsheetml.sheet.main+xml`,
  docm: 'application/vnd.ms-word.document.macroEnabled.main+xml',
}

/** The list of contents of an Office document. */
export function contentTypes(...kinds: (keyof typeof mainTypes)[]): ZipPart {
  const parts = kinds.map((kind) => `<Override PartName="/${kind}.xml" ContentType="${mainTypes[kind]}"/>`)
  return { name: '[Content_Types].xml', content: `<Types>${parts.join('')}</Types>` }
}

export function officeFile(kind: 'docx' | 'xlsx', extra: ZipPart[] = []): Buffer {
  return zip([contentTypes(kind), { name: 'word/document.xml', content: '<w:document>推荐表</w:document>' }, ...extra])
}

/** A PDF of one line; another `text` is another file. */
export function pdf(text = '推荐表'): Buffer {
  return Buffer.from(`%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`)
}

/** A black dot. */
export function png(): Buffer {
  const header = Buffer.from('0000000100000001080000000003a7e9', 'hex')
  const chunk = (type: string, content: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    return Buffer.concat([length, Buffer.from(type), content])
  }
  const end = Buffer.from('0000000049454e44ae426082', 'hex')
  const start = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([start, chunk('IHDR', header.subarray(0, 13)), chunk('IDAT', deflateSync(Buffer.alloc(2))), end])
}

export function jpg(): Buffer {
  return Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.from('ffd9', 'hex')])
}
