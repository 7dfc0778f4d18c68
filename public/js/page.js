// Every page works without this.

// A refused form: the reader, and the screen reader, start at the summary of what is wrong.
document.querySelector('[data-focus]')?.focus()

// A table wider than its card scrolls inside it; by keyboard that needs the focus, and the focus needs a name.
for (const frame of document.querySelectorAll('.table-scroll')) {
  if (frame.scrollWidth <= frame.clientWidth) continue
  frame.tabIndex = 0
  frame.setAttribute('role', 'region')
  frame.setAttribute('aria-label', frame.querySelector('caption')?.textContent.trim() || document.title)
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
