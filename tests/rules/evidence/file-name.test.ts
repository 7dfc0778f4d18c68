import { nameOfKind, tidyFileName } from '../../../src/evidence/file-name'

test.each([
  ['无犯罪记录证明（云川）.pdf', '无犯罪记录证明（云川）.pdf'],
  ['𠮷田·阿依古丽.jpg', '𠮷田·阿依古丽.jpg'],
  ['C:\\用户\\桌面\\承诺书.docx', '承诺书.docx'],
  ['../../etc/passwd', 'passwd'],
  ['\u202efdp.exe', 'fdp.exe'],
  ['a\r\nSet-Cookie: x=1\u0000.pdf', 'aSet-Cookie: x=1.pdf'],
  ['.htaccess', 'htaccess'],
  ['e\u0301.pdf', '\u00e9.pdf'],
  ['', 'file'],
  ['...', 'file'],
])('%j is kept as %j', (sent, kept) => expect(tidyFileName(sent)).toBe(kept))

test('a long name is cut between characters and keeps its ending', () => {
  const name = tidyFileName(`${'𠮷'.repeat(200)}.pdf`)
  expect([...name]).toHaveLength(80)
  expect(name).toMatch(/^𠮷+\.pdf$/u)
})

test.each([
  ['承诺书.pdf', 'pdf', '承诺书.pdf'],
  ['照片.JPEG', 'jpg', '照片.JPEG'],
  ['照片.png', 'jpg', '照片.png.jpg'],
  ['网页.html', 'pdf', '网页.html.pdf'],
  ['承诺书', 'docx', '承诺书.docx'],
] as const)('%s with the content of a %s is handed back as %s', (name, kind, back) => {
  expect(nameOfKind(name, kind)).toBe(back)
})
