// The whole ID number stays on the desk's page, so that nothing typed is left behind; the server records that it was shown.
document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('[data-number]')) return
  event.preventDefault()
  const answered = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
  const page = new DOMParser().parseFromString(await answered.text(), 'text/html')
  const whole = page.querySelector('[data-number-whole]')
  if (!whole) return form.submit()
  form.querySelector('[data-number-text]').textContent = whole.textContent
  form.querySelector('button').remove()
})
