// Leaving the desk with answers that are not saved asks first.
let unsaved = document.querySelector('[data-focus]') !== null

document.addEventListener('input', note)
document.addEventListener('change', note)
document.addEventListener('submit', (event) => {
  if (event.target.matches('[data-answers]')) unsaved = false
})
document.addEventListener('desk:shown', () => {
  unsaved = false
})
window.addEventListener('beforeunload', (event) => {
  if (!unsaved) return
  event.preventDefault()
  event.returnValue = true
})

function note(event) {
  if (event.target.closest('[data-answers]')) unsaved = true
}
