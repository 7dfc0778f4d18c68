// Every page works without this.

// A refused form: the reader, and the screen reader, start at the summary of what is wrong.
document.querySelector('[data-focus]')?.focus()

// The server names all that is wrong at once, at the fields and in the page's language; a browser's bubble names one thing
// in its own. Only where a file is sent the browser looks first: no file survives the way there and back.
document.addEventListener('click', sendAsItIs, true)

function sendAsItIs({ target }) {
  const form = target.closest?.('[type=submit]')?.form
  if (form) form.noValidate = !form.querySelector('[type=file]')
}

// A table wider than its card scrolls inside it, and its head stays in sight there; one that fits keeps its head against
// the window. By keyboard scrolling needs the focus, and the focus needs a name.
const seen = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)))
for (const frame of document.querySelectorAll('.table-scroll')) seen.observe(frame)

function fit(frame) {
  const fits = frame.scrollWidth <= frame.clientWidth
  frame.classList.toggle('fits', fits)
  frame.classList.toggle('wide', !fits)
  if (fits) return ['tabindex', 'role', 'aria-label'].forEach((name) => frame.removeAttribute(name))
  frame.tabIndex = 0
  // No landmark: it stands in a section that often has the same name.
  frame.setAttribute('role', 'group')
  frame.setAttribute('aria-label', frame.querySelector('caption')?.textContent.trim() || document.title)
}

// One box in the head ticks the whole page, and beside it stands how many are ticked.
for (const all of document.querySelectorAll('[data-tick-all]')) {
  const table = all.closest('table')
  const boxes = [...table.querySelectorAll('tbody input[type=checkbox]:not(:disabled)')]
  if (!boxes.length) continue
  const count = Object.assign(document.createElement('output'), { className: 'tick-count' })
  const say = () => {
    const ticked = boxes.filter((box) => box.checked).length
    all.checked = ticked === boxes.length
    all.indeterminate = ticked > 0 && !all.checked
    count.textContent = `${ticked}/${boxes.length}`
  }
  all.hidden = false
  all.after(count)
  all.addEventListener('change', () => boxes.forEach((box) => (box.checked = all.checked)))
  table.addEventListener('change', say)
  say()
}

// On a narrow screen a row becomes a block of lines, each with the name of its column.
for (const table of document.querySelectorAll('.table-scroll > .table')) {
  const labels = Array.from(table.tHead?.rows[0]?.cells ?? [], (cell) =>
    cell.querySelector('a, span:not(.visually-hidden)'),
  )
  for (const row of table.querySelectorAll('tbody > tr')) {
    for (const cell of row.cells)
      if (cell.tagName === 'TD') cell.dataset.label = labels[cell.cellIndex]?.textContent.trim() ?? ''
  }
  table.classList.toggle('table-stacks', labels.length > 2)
}

// A day that may be typed in any usual way gets a picker beside it, where the browser can open one.
for (const field of document.querySelectorAll('[data-day]')) {
  if (!('showPicker' in HTMLInputElement.prototype)) break
  const picker = Object.assign(document.createElement('input'), { type: 'date', tabIndex: -1 })
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn day-button' })
  button.setAttribute('aria-label', field.dataset.day)
  button.append(calendar())
  picker.setAttribute('aria-hidden', 'true')
  const line = Object.assign(document.createElement('span'), { className: 'day-line' })
  field.replaceWith(line)
  line.append(field, button, picker)
  button.addEventListener('click', () => {
    picker.value = /^\d{4}-\d{2}-\d{2}$/.test(field.value) ? field.value : ''
    picker.showPicker()
  })
  picker.addEventListener('change', () => {
    field.value = picker.value
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.focus()
  })
}

function calendar() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `${document.documentElement.dataset.icons}#calendar`)
  svg.append(use)
  return svg
}
