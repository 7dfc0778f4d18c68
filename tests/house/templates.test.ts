import { filesIn } from './files'

const layout = 'views/layout.ejs'

/** What no template may do, each with a template that does it. */
const rules: { rule: string; bad: string; broken: (text: string, path: string) => boolean }[] = [
  {
    rule: 'prints without escaping only includes and the layout’s body',
    bad: '<%- page.title %>',
    broken: (text, path) =>
      [...text.matchAll(/<%-\s*(.*?)\s*-?%>/gs)].some(
        ([, code]) => !code!.startsWith('include(') && !(path === layout && code === 'body'),
      ),
  },
  { rule: 'has no inline style', bad: '<p style="color: red">', broken: (text) => /<[^>]*\sstyle=|<style/.test(text) },
  { rule: 'has no inline handler', bad: '<a onclick="go()">', broken: (text) => /\son[a-z]+="/.test(text) },
  {
    rule: 'has no inline script',
    bad: '<script>go()</script>',
    broken: (text) => /<script(?![^>]*\ssrc=)/.test(text),
  },
  {
    rule: 'sends the token with every form that posts',
    bad: '<form method="post" action="/x"><button>x</button></form>',
    broken: (text) =>
      formsOf(text).some((form) => /method="post"/i.test(form) && !/include\('[./]*(components\/)?csrf'\)/.test(form)),
  },
  {
    rule: 'labels every control',
    bad: '<input type="text" id="a" name="a">',
    broken: (text) => controlsOf(text).some((control) => !isLabelled(control, text)),
  },
  {
    rule: 'has no h1 of its own',
    bad: '<h1>Title</h1>',
    broken: (text, path) => path !== layout && /<h1\b/.test(text),
  },
  {
    rule: 'says on its first line what it is',
    bad: '<p>x</p>',
    broken: (text) => !/^<%# .+ -?%>\n/.test(text),
  },
  {
    rule: 'knows no dates, no requests and no roles',
    bad: '<% if (new Date() > 1) { %>',
    broken: (text) => /new Date|toLocale|\breq\.|\.role ===/.test(text),
  },
]

describe.each(rules)('every template $rule', ({ bad, broken }) => {
  it('as the templates stand', () => {
    const faulty = filesIn('views', '.ejs').filter(({ path, text }) => broken(text, path))
    expect(faulty.map(({ path }) => path)).toEqual([])
  })

  it('and a template that does not is noticed', () => {
    expect(broken(bad, 'views/sample.ejs')).toBe(true)
  })
})

describe('code', () => {
  // On Express 5 with the extended parser, res.render(view, req.query) ran an attacker's code on EJS 3 and 4.
  const handsOver = /(render|sendPage|renderFile)\([^)]*\breq\.(body|query|params)\b/

  it('hands no request object to a template', () => {
    expect(
      filesIn('src', '.ts')
        .filter(({ text }) => handsOver.test(text))
        .map(({ path }) => path),
    ).toEqual([])
    expect(handsOver.test("res.render('x', req.query)")).toBe(true)
    expect(handsOver.test("sendPage(res, 'x', { ...req.body })")).toBe(true)
  })

  it('writes no page without the layout', () => {
    const renders = /\bres\.render\(/
    expect(
      filesIn('src', '.ts')
        .filter(({ text }) => renders.test(text))
        .map(({ path }) => path),
    ).toEqual([])
  })
})

describe('Chinese texts', () => {
  /** Words of file formats and reference data: what a heading or a cell says, not what we say to people. */
  const formats = [
    /^src\/(lib\/tidy|lib\/loose-date)\.ts$/,
    /^src\/reviews\/returns\//,
    /^src\/candidates\/(roster\/roster-[\w-]+|pinyin)\.ts$/,
    /^src\/criteria\/sanction\.ts$/,
    /^src\/organisations\/(departments\/department-words|organisation|team-list\/team-(sheet|sample-workbook))\.ts$/,
    /^src\/vet\/merge-returns\.ts$/,
    /^src\/teams\/election-sheet\.ts$/,
    /^src\/ledgers\/(kind|place-key|filling\/filled-fact|imports\/ledger-(sheet|reading)|imports\/sample-workbook)\.ts$/,
    /^src\/[\w-]+\/codes\//,
  ]

  it('stand in the catalogues, not in code or templates', () => {
    const files = [...filesIn('src', '.ts'), ...filesIn('views', '.ejs')]
    const chinese = files.filter(({ path, text }) => hasChinese(text) && !formats.some((format) => format.test(path)))
    expect(chinese.map(({ path }) => path)).toEqual([])
  })

  it('may stand in comments', () => {
    expect(hasChinese('const a = 1 // 不得\n/** 暂缓 */\n<%# 轮 -%>')).toBe(false)
    expect(hasChinese("t('不得')")).toBe(true)
  })
})

function formsOf(text: string): string[] {
  return text.match(/<form\b.*?<\/form>/gs) ?? []
}

/** Inputs, selects and textareas that a person fills in; EJS tags inside them are kept together. */
function controlsOf(text: string): string[] {
  const tags = text.match(/<(input|select|textarea)\b(?:<%.*?%>|[^>])*>/gs) ?? []
  return tags.filter((tag) => !/type="(hidden|submit)"/.test(tag))
}

function isLabelled(control: string, text: string): boolean {
  const id = /\sid="(.*?)"/.exec(control)?.[1]
  return /\saria-label(ledby)?="/.test(control) || (id !== undefined && text.includes(`for="${id}"`))
}

function hasChinese(source: string): boolean {
  const code = source.replace(/<%#.*?%>|\/\*.*?\*\//gs, '').replace(/(^|\s)\/\/.*$/gm, '')
  return /\p{Script=Han}/u.test(code)
}
