// Every page works without this. A refused form: the reader, and the screen reader, start at the summary.
document.querySelector('[data-focus]')?.focus()
