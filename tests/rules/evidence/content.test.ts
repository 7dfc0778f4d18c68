import { judgeContent } from '../../../src/evidence/content'
import { contentTypes, jpg, officeFile, pdf, png } from '../../support/documents'
import { zip } from '../../support/zip'

const word = async (file: Buffer) => {
  const judged = await judgeContent(file)
  return judged.ok ? judged.kind : judged.message.key.replace('evidence:problem.', '')
}
const join = (...parts: (Buffer | string)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)))

test.each([
  ['pdf', pdf()],
  ['jpg', jpg()],
  ['png', png()],
  ['docx', officeFile('docx')],
  ['xlsx', officeFile('xlsx')],
])('%s is known by its content', async (kind, file) => expect(await word(file)).toBe(kind))

test.each([
  ['nothing', 'empty', Buffer.alloc(0)],
  ['a program', 'kind', join('MZ', Buffer.alloc(200))],
  ['a page that calls itself a PDF further down', 'kind', join('<script>1</script>', pdf())],
  ['a GIF', 'kind', Buffer.from('GIF89a')],
  ['a Word file of 2003, or one with a password', 'oldOrEncrypted', join(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'x')],
  ['half a PDF', 'broken', pdf().subarray(0, 40)],
  ['half a picture', 'broken', png().subarray(0, 40)],
  ['half a photograph', 'broken', jpg().subarray(0, 12)],
  ['half a document', 'broken', officeFile('docx').subarray(0, 200)],
])('%s is refused: %s', async (_, why, file) => expect(await word(file)).toBe(why))

const swollen = { name: 'last.xml', content: Buffer.alloc(5_000_000) }

describe('a zip', () => {
  const part = { name: 'word/document.xml', content: 'x' }

  test.each([
    ['that is no document', 'kind', zip([{ name: 'a.txt', content: 'x' }])],
    ['of another kind of document', 'kind', zip([contentTypes(), part])],
    ['with macros', 'macro', officeFile('docx', [{ name: 'word/vbaProject.bin', content: 'x' }])],
    [
      'with macros under another folder and case',
      'macro',
      officeFile('xlsx', [{ name: 'a\\VBAPROJECT.BIN', content: '' }]),
    ],
    ['with Excel 4 macros', 'macro', officeFile('xlsx', [{ name: 'xl/macrosheets/sheet1.xml', content: 'x' }])],
    ['that says it has macros', 'macro', zip([contentTypes('docm'), part])],
    ['that is encrypted', 'oldOrEncrypted', officeFile('docx', [{ name: 'a.xml', content: 'x', flags: 0x801 }])],
    ['of two kinds', 'mixed', zip([contentTypes('docx', 'xlsx'), part])],
    ['with a part twice', 'broken', officeFile('docx', [part])],
    ['with a way out of its folder', 'broken', officeFile('docx', [{ name: '../../etc/passwd', content: 'x' }])],
    ['that swells', 'bomb', officeFile('docx', [{ name: 'a.xml', content: Buffer.alloc(20_000_000) }])],
    [
      'that swells little by little',
      'bomb',
      officeFile(
        'docx',
        Array.from({ length: 30 }, (_, n) => ({ name: `${n}.xml`, content: Buffer.alloc(8_000_000) })),
      ),
    ],
    [
      'of thousands of parts',
      'bomb',
      officeFile(
        'docx',
        Array.from({ length: 2_100 }, (_, n) => ({ name: `${n}`, content: '' })),
      ),
    ],
    ['that swells behind a small number', 'broken', withDeclared(officeFile('docx', [swollen]), 100)],
  ])('%s is refused: %s', async (_, why, file) => expect(await word(file)).toBe(why))
})

describe('one file that is two', () => {
  test.each([
    ['a PDF with an archive behind it', join(pdf(), zip([{ name: 'a.exe', content: 'MZ' }]))],
    ['a photograph with an archive behind it', join(jpg(), officeFile('docx'))],
    ['an archive behind a picture, with words after it', join(png(), officeFile('docx'), 'more')],
    ['a picture that PDF readers open', join(jpg().subarray(0, 20), pdf(), jpg())],
    ['a document that PDF readers open', zip([{ name: '%PDF-1.7', content: '' }, contentTypes('docx')])],
    ['a document behind another file’s head', withPrefix(officeFile('docx'))],
    ['a document with something behind it', withComment(officeFile('docx'), 'MZ')],
  ])('is refused: %s', async (_, file) => expect(await word(file)).toBe('mixed'))

  it('is not what only mentions it', async () => {
    expect(await word(pdf('PK\u0005\u0006 and PK\u0001\u0002'.padEnd(60)))).toBe('pdf')
  })
})

/** The size that the last entry of the directory declares, changed in both of its places. */
function withDeclared(file: Buffer, size: number): Buffer {
  const changed = Buffer.from(file)
  changed.writeUInt32LE(size, file.lastIndexOf('PK\u0001\u0002') + 24)
  changed.writeUInt32LE(size, file.lastIndexOf('PK\u0003\u0004') + 22)
  return changed
}

/** A zip that begins like one and whose own directory counts from behind another file's head. */
function withPrefix(file: Buffer): Buffer {
  const head = Buffer.from('PK\u0003\u0004 something else')
  const changed = Buffer.concat([head, file])
  for (let at = changed.indexOf('PK\u0001\u0002'); at >= 0; at = changed.indexOf('PK\u0001\u0002', at + 1))
    changed.writeUInt32LE(changed.readUInt32LE(at + 42) + head.length, at + 42)
  const end = changed.lastIndexOf('PK\u0005\u0006')
  changed.writeUInt32LE(changed.readUInt32LE(end + 16) + head.length, end + 16)
  return changed
}

function withComment(file: Buffer, comment: string): Buffer {
  const changed = Buffer.concat([file, Buffer.from(comment)])
  changed.writeUInt16LE(comment.length, file.length - 2)
  return changed
}
