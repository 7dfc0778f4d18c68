// Shows how far a job is without loading the page anew. Without this the page loads itself every few seconds.
const everyMilliseconds = 2_000

setTimeout(look, everyMilliseconds)

async function look() {
  if (!document.querySelector('[data-waits]')) return
  const page = document.hidden ? null : await fetched()
  const [here, there] = [document.querySelector('[data-job]'), page?.querySelector('[data-job]')]
  // Whoever is about to press the button keeps it under their finger until the job has ended.
  if (there && !(there.matches('[data-waits]') && here.querySelector('form :focus'))) show(here, there, page)
  setTimeout(look, everyMilliseconds)
}

// Only what has changed is replaced: a sentence that stays the same is not read aloud again.
function show(here, there, page) {
  if (!there.matches('[data-waits]')) return location.reload()
  const [said, says] = [here.querySelector('[role=status]'), there.querySelector('[role=status]')]
  if (said.textContent !== says.textContent) said.replaceChildren(...says.childNodes)
  for (const part of ['.progress-line', 'dl', '[data-left]'])
    here.querySelector(part)?.replaceWith(there.querySelector(part) ?? '')
  const title = document.querySelector('.title-words')
  title.replaceWith(page.querySelector('.title-words'))
}

// A server that restarts is asked again.
async function fetched() {
  try {
    const answered = await fetch(location.href, { headers: { Accept: 'text/html' } })
    return answered.ok ? new DOMParser().parseFromString(await answered.text(), 'text/html') : null
  } catch {
    return null
  }
}
