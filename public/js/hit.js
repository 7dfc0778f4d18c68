// Deciding hits by keyboard. Everything here can be done without it: radio buttons, a reason, a button.
const form = document.querySelector('[data-decision]')
const words = form?.querySelector('[name=words]')

if (form) document.addEventListener('keydown', onKey)

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return
  if (event.key === '1') return decide(event, 'same')
  if (event.key === '2') return decide(event, 'not_same')
  if (event.key === 'n') document.querySelector('[data-skip]')?.click()
}

function isTyping(target) {
  return target.matches('textarea, select, input:not([type=radio]):not([type=checkbox])')
}

// The reason that the comparison itself gives stands ready to be changed; what was typed is never replaced.
function decide(event, decision) {
  event.preventDefault()
  form.querySelector(`[name=decision][value=${decision}]`).checked = true
  const ready = [form.dataset.same, form.dataset.notSame]
  if (!words.value || ready.includes(words.value)) words.value = ready[decision === 'same' ? 0 : 1]
  words.focus()
}
