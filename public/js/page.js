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
