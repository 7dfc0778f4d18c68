// The desk by keyboard. Everything here can be done without it: answers are radio buttons, saving is a button.
const form = document.querySelector('[data-answers]')
const items = [...document.querySelectorAll('[data-item]')]
const showNumber = document.querySelector('[data-number]')

if (form) document.addEventListener('keydown', onKey)
showNumber?.addEventListener('submit', onShowNumber)
if (form && !document.querySelector('[data-focus]') && !location.hash)
  focusItem(items.find((item) => !chosen(item)) ?? items[0])

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return
  if (/^[1-4]$/.test(event.key)) return done(event, answer(Number(event.key) - 1))
  if (event.key === 'ArrowDown') return done(event, move(1))
  if (event.key === 'ArrowUp') return done(event, move(-1))
  if (event.key === 'Enter' && !event.target.closest('a, button, summary')) return done(event, save())
  if (event.key === '?') done(event, help())
}

function done(event) {
  event.preventDefault()
}

// A radio button does not hold text, so its keys are ours; any other field keeps its own.
function isTyping(target) {
  return target.matches('textarea, select, input:not([type=radio])')
}

function answer(place) {
  const item = current()
  const radio = item?.querySelectorAll('.answer-input')[place]
  if (!radio) return
  radio.checked = true
  radio.focus()
  radio.dispatchEvent(new Event('change', { bubbles: true }))
  if (radio.value === 'found') item.querySelector('.item-facts select, .item-facts input')?.focus()
  else if (radio.value !== 'pending') move(1)
}

function move(step) {
  const place = items.indexOf(current())
  focusItem(items[Math.min(items.length - 1, Math.max(0, place + step))])
}

function current() {
  return document.activeElement?.closest('[data-item]') ?? items[0]
}

function focusItem(item) {
  const radio = item && (chosen(item) ?? item.querySelector('.answer-input'))
  radio?.focus({ preventScroll: true })
  item?.scrollIntoView({ block: 'nearest' })
}

function chosen(item) {
  return item.querySelector('.answer-input:checked')
}

function save() {
  form.requestSubmit(form.querySelector('button[value=next]'))
}

function help() {
  const keys = document.querySelector('[data-keys]')
  if (keys) keys.open = !keys.open
}

// The whole number stays on this page, so that nothing typed is left behind; the server records that it was shown.
async function onShowNumber(event) {
  event.preventDefault()
  const answered = await fetch(showNumber.action, {
    method: 'POST',
    body: new URLSearchParams(new FormData(showNumber)),
  })
  const page = new DOMParser().parseFromString(await answered.text(), 'text/html')
  const whole = page.querySelector('[data-number-whole]')
  if (!whole) return showNumber.submit()
  showNumber.querySelector('[data-number-text]').textContent = whole.textContent
  showNumber.querySelector('button').remove()
}
