// Adding, moving and taking away parts of a form without a new page: the same button sends the same form, and only the form of
// the answer is taken. Whatever fails goes the plain way.
import { counters } from './fori-admin-counters.js'
import { points } from './fori-admin-points.js'

const FIELDS = 'textarea,input:not([type=hidden]),select'

export function blocks(formOf, kept) {
  document.addEventListener('submit', async event => {
    const button = event.submitter
    const form = formOf()
    if (event.defaultPrevented || event.target !== form || !button?.hasAttribute('data-swap')) return
    event.preventDefault()
    const before = new Set([...form.querySelectorAll('[id]')].map(e => e.id))
    const sent = new FormData(form, button)
    form.setAttribute('aria-busy', 'true')
    let next
    try {
      const answer = await fetch(form.action, { method: 'POST', redirect: 'manual', body: new URLSearchParams(sent) })
      const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null
      next = page?.querySelector('form:has([data-writing])')
    } catch {
      next = null
    }
    form.removeAttribute('aria-busy')
    if (!next || !same(form, button, sent)) {
      // Typed on meanwhile, or no answer: the whole page then.
      button.removeAttribute('data-swap')
      form.requestSubmit(button)
      return
    }
    for (const { dataset } of form.querySelectorAll('details[data-keep][open]')) {
      for (const part of next.querySelectorAll(`details[data-keep="${dataset.keep}"]`)) part.open = true
    }
    form.replaceWith(document.adoptNode(next))
    counters(document)
    points(document)
    const place = placeAfter(next, button.value, before)
    place?.focus()
    place?.scrollIntoView({ block: 'nearest' })
    kept.say(next.querySelector('[data-writing]'), button.value.split(':')[0])
    kept.changed()
  })

  // In a field of words to look for, Enter looks: alone it would save.
  document.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing || !event.target.matches('input')) return
    const find = event.target.parentElement.querySelector(':scope > [data-find]')
    if (!find) return
    event.preventDefault()
    formOf().requestSubmit(find)
  })
}

// Compared as sent: islands write into their fields, so nothing else has to be looked at.
const same = (form, button, sent) => new URLSearchParams(new FormData(form, button)).toString() === new URLSearchParams(sent).toString()

/** Where the focus goes: to the same button of the moved part, into the new part, or to what took the place of the one that went. */
function placeAfter(form, value, before) {
  const [verb, place] = value.split(':')
  const dot = place?.lastIndexOf('.') ?? -1
  const [row, at] = [place?.slice(0, dot), Number(place?.slice(dot + 1))]
  const button = wanted => [...form.querySelectorAll('button[name=act]')].find(b => wanted.includes(b.value))
  const field = index => [...form.querySelectorAll(FIELDS)].find(f => f.id.startsWith(`${row}.${index}.`))
  switch (verb) {
    case 'up': return button([`up:${row}.${at - 1}`]) ?? button([`down:${row}.${at - 1}`])
    case 'down': return button([`down:${row}.${at + 1}`]) ?? button([`up:${row}.${at + 1}`])
    case 'remove': return field(at) ?? field(at - 1) ?? button([`add:${row}`])
    case 'copy': return field(at + 1)
    default: {
      const led = form.querySelector('[autofocus]')
      return led?.querySelector(FIELDS) ?? led ?? [...form.querySelectorAll(FIELDS)].find(f => f.id && !before.has(f.id))
    }
  }
}
