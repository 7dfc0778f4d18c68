// The desk by keyboard. Everything here can be done without it: answers are radio buttons, saving is a button.
const answers = { 1: 'none', 2: 'found', 3: 'pending', 4: 'not_ours' }
const writing = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  j: () => move(1),
  k: () => move(-1),
  n: openNote,
  Enter: save,
}
const reading = {
  ']': () => leaf('next'),
  '[': () => leaf('prev'),
  '?': openHelp,
}
// This browser's, because keys are a matter of the hands that use it.
const switchedOff = 'lianshen.keysOff'

document.addEventListener('keydown', onKey)
document.addEventListener('click', onClick)
document.addEventListener('desk:shown', begin)
// Chromium below 105 knows no :has(): there a class says which facts are folded away.
if (!CSS.supports('selector(:has(*))')) {
  for (const event of ['change', 'desk:shown']) document.addEventListener(event, foldFacts)
  foldFacts()
}
begin()

function foldFacts() {
  for (const item of items()) item.classList.toggle('is-folded', chosen(item)?.value !== 'found')
}

function begin() {
  const part = document.querySelector('[data-keys]')
  if (!part) return
  part.hidden = false
  const toggle = part.querySelector('[data-keys-switch]')
  toggle.checked = areOn()
  toggle.addEventListener('change', () => remember(toggle.checked))
  if (areOn() && !document.querySelector('[data-focus]') && !location.hash)
    focusItem(items().find((item) => !chosen(item)) ?? items()[0])
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.keyCode === 229) return
  if (document.querySelector('dialog[open]') || !areOn()) return
  if (isTyping(event.target)) return event.key === 'Escape' ? leaveField(event) : undefined
  const act = actOf(event.key)
  if (!act || (event.key === 'Enter' && event.target.closest('a, button, summary'))) return
  event.preventDefault()
  act()
}

// What can only be read is leafed through.
function actOf(key) {
  if (!form()) return reading[key]
  return answers[key] ? () => answer(answers[key]) : (writing[key] ?? reading[key])
}

// A radio button does not hold text, so its keys are ours; any other field keeps its own.
function isTyping(target) {
  return target.matches('textarea, select, input:not([type=radio])')
}

function answer(word) {
  const item = current()
  const radio = item.querySelector(`.answer-input[value=${word}]`)
  if (!radio) return
  radio.checked = true
  radio.focus()
  radio.dispatchEvent(new Event('change', { bubbles: true }))
  tell(`${item.querySelector('.item-code').textContent} ${radio.labels[0].textContent}`)
  if (word !== 'found') return move(1)
  item.scrollIntoView({ block: 'nearest' })
  item.querySelector('.item-facts select, .item-facts input')?.focus()
}

// The focus goes on at once, so what was answered is said on its own.
function tell(words) {
  document.querySelector('[data-said]').textContent = words
}

function move(step) {
  const place = items().indexOf(current())
  focusItem(items()[Math.min(items().length - 1, Math.max(0, place + step))])
}

function openNote() {
  const note = current().querySelector('.item-words')
  note.open = true
  note.querySelector('textarea').focus()
}

// Out of a field back to the answers of its item, where the keys count again.
function leaveField(event) {
  const item = event.target.closest('[data-item]')
  if (!item) return
  const note = event.target.closest('.item-words')
  if (note && !event.target.value.trim()) note.open = false
  focusItem(item)
}

function save() {
  form().requestSubmit(form().querySelector('button[value=next]'))
}

function leaf(way) {
  document.querySelector(`.title-acts a[rel=${way}]`)?.click()
}

function onClick(event) {
  if (event.target.closest('[data-keys-open]')) openHelp()
  if (event.target.closest('[data-keys-close]')) document.querySelector('[data-keys-help]').close()
}

function openHelp() {
  const [help, before] = [document.querySelector('[data-keys-help]'), document.activeElement]
  help.addEventListener('close', () => before?.focus(), { once: true })
  help.showModal()
}

function form() {
  return document.querySelector('[data-answers]')
}

function items() {
  return [...document.querySelectorAll('[data-item]')]
}

function current() {
  return document.activeElement?.closest('[data-item]') ?? items()[0]
}

function focusItem(item) {
  const radio = item && (chosen(item) ?? item.querySelector('.answer-input'))
  radio?.focus({ preventScroll: true })
  item?.scrollIntoView({ block: 'nearest' })
}

function chosen(item) {
  return item.querySelector('.answer-input:checked')
}

// A browser that keeps nothing has the keys on.
function areOn() {
  try {
    return localStorage.getItem(switchedOff) === null
  } catch {
    return true
  }
}

function remember(on) {
  try {
    if (on) localStorage.removeItem(switchedOff)
    else localStorage.setItem(switchedOff, 'yes')
  } catch {
    // Then they are on again on the next page.
  }
}
