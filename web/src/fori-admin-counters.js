// How much of a limited field is used. Said aloud only when the end is near.
const NEAR = 20

export function counters(root) {
  for (const field of root.querySelectorAll('[data-limit]')) {
    if (field.dataset.counted || field.readOnly) continue
    field.dataset.counted = 'yes'
    const words = JSON.parse(document.querySelector('[data-writing]').dataset.words)
    const limit = Number(field.dataset.limit)
    const seen = Object.assign(document.createElement('p'), { className: 'hint counter' })
    const said = Object.assign(document.createElement('p'), { className: 'away' })
    seen.setAttribute('aria-hidden', 'true')
    said.setAttribute('role', 'status')
    field.after(seen, said)
    let timer
    const show = () => {
      const left = limit - field.value.length
      seen.textContent = `${field.value.length} / ${limit}`
      seen.classList.toggle('over', left < 0)
      clearTimeout(timer)
      timer = setTimeout(() => { said.textContent = left > NEAR ? '' : left < 0 ? words['too-long'].replace('{count}', -left) : words['still-left'].replace('{count}', left) }, 1000)
    }
    field.addEventListener('input', show)
    seen.textContent = `${field.value.length} / ${limit}`
    seen.classList.toggle('over', field.value.length > limit)
  }
}
