// The next person is loaded while this one is read, kept in this page's memory alone (the browser's store keeps nobody's
// data), and shown as soon as the answers are saved. Whatever does not go smoothly goes the plain way: the form is sent.
let ahead = null
let saving = false

document.addEventListener('submit', onSubmit)
window.addEventListener('popstate', () => location.reload())
loadAhead()

function loadAhead() {
  const next = document.querySelector('[data-answers]') && document.querySelector('.title-acts a[rel=next]')
  // Nobody has looked at it yet, and the server is told so.
  ahead = next ? { address: next.href, at: Date.now(), page: pageAt(next.href, { Purpose: 'prefetch' }) } : null
}

async function pageAt(address, headers = {}) {
  try {
    const answered = await fetch(address, { headers })
    if (!answered.ok || answered.redirected) return null
    const page = new DOMParser().parseFromString(await answered.text(), 'text/html')
    return page.querySelector('[data-desk]') ? page : null
  } catch {
    return null
  }
}

async function onSubmit(event) {
  const form = event.target
  if (!form.matches('[data-answers]') || event.submitter?.value !== 'next') return
  if (!saving && !(ahead && Date.now() - ahead.at < 60_000)) return
  event.preventDefault()
  if (saving) return
  saving = true
  const loaded = ahead
  ahead = null
  const next = await saved(form)
  const page = next && next === loaded.address ? await loaded.page : null
  saving = false
  if (page) show(next, page)
  else if (next) location.assign(next)
  else form.requestSubmit(event.submitter)
}

// The next address, or null where the server has something to say about the answers.
async function saved(form) {
  // As a plain form would: of a file its name.
  const fields = [...new FormData(form)].map(([name, value]) => [name, value.name ?? value])
  const body = new URLSearchParams([...fields, ['onward', 'next']])
  try {
    const answered = await fetch(form.action, { method: 'POST', headers: { Accept: 'application/json' }, body })
    return answered.ok ? new URL((await answered.json()).next, location).href : null
  } catch {
    return null
  }
}

function show(address, page) {
  history.pushState(null, '', address)
  document.title = page.title
  document.body.replaceWith(document.adoptNode(page.body))
  window.scrollTo(0, 0)
  document.dispatchEvent(new Event('desk:shown'))
  putRight(address)
}

// It was loaded before the last answers were saved: counts and notices are put right, and so is a text that has changed.
async function putRight(address) {
  const page = await pageAt(address)
  if (location.href !== address || saving) return
  if (!page || (versionOf(page) !== versionOf(document) && !isTouched())) return location.reload()
  for (const part of ['.title-row', '.notices', '[data-progress]'])
    document.querySelector(part)?.replaceWith(document.adoptNode(page.querySelector(part)))
  loadAhead()
}

function versionOf(page) {
  return page.querySelector('[data-answers] [name=version]')?.value
}

function isTouched() {
  const form = document.querySelector('[data-answers]')
  return [...(form?.elements ?? [])].some(
    (one) => one.checked !== one.defaultChecked || one.value !== (one.defaultValue ?? one.value),
  )
}
