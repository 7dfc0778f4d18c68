// node .ci/look-in.mjs <address> <username> <password>: signs in as a person would and opens the county's board.
const [address, username, password] = process.argv.slice(2)
const cookies = new Map()

async function ask(path, form) {
  const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; '), origin: address }
  const body = form && new URLSearchParams(form)
  const answer = await fetch(address + path, { method: form ? 'POST' : 'GET', headers, body, redirect: 'manual' })
  for (const cookie of answer.headers.getSetCookie()) {
    const [name, ...value] = cookie.split(';')[0].split('=')
    cookies.set(name, value.join('='))
  }
  return { status: answer.status, text: await answer.text() }
}

async function expectStatus(status, path, form) {
  const answer = await ask(path, form)
  process.stdout.write(`${form ? 'POST' : 'GET'} ${path}: ${answer.status}\n`)
  if (answer.status !== status) throw new Error(`expected ${status}:\n${answer.text.slice(0, 2000)}`)
  return answer.text
}

await expectStatus(200, '/health')
await expectStatus(200, '/ready')
const page = await expectStatus(200, '/sign-in')
const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
await expectStatus(303, '/sign-in', { _csrf: token, username, password, next: '/progress' })
const board = await expectStatus(200, '/progress')
if (!board.includes('云川县（演示）')) throw new Error('the board does not name the demo county')
