// Says sex, birth and age while an ID number is typed. The server reads it again; without this the page works the same.
const input = document.querySelector('#idNumber')
const facts = document.querySelector('#id-facts')
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

function factsOf(text) {
  const number = text.replace(/\s/g, '').toUpperCase()
  if (!/^\d{17}[\dX]$/.test(number)) return ''
  const sum = weights.reduce((total, weight, place) => total + weight * Number(number[place]), 0)
  if ('10X98765432'[sum % 11] !== number[17]) return ''
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  const sex = Number(number[16]) % 2 ? facts.dataset.male : facts.dataset.female
  return [sex, birth, facts.dataset.years.replace('%', ageSince(birth))].join(' · ')
}

function ageSince(birth) {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return String(today.slice(5) < birth.slice(5) ? years - 1 : years)
}

input?.addEventListener('input', () => {
  facts.textContent = factsOf(input.value)
})
