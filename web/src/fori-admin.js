// Comforts of the admin's forms. Every form is complete without this file; what it adds hangs on attributes data-*, never on names.
import { autosave } from './fori-admin-autosave.js'
import { blocks } from './fori-admin-blocks.js'
import { counters } from './fori-admin-counters.js'
import { points } from './fori-admin-points.js'
import { FormattedText, openAt } from './fori-admin-text.js'

const formOf = () => document.querySelector('form:has([data-writing])')
const writing = () => formOf()?.querySelector('[data-writing]')

function begin() {
  if (!writing()) return
  const kept = autosave(formOf, writing)
  blocks(formOf, kept)
  counters(document)
  points(document)

  document.addEventListener('keydown', event => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    const save = formOf()?.querySelector('[data-save]')
    if (!save || save.disabled || document.querySelector('dialog[open]')) return
    event.preventDefault()
    formOf().requestSubmit(save)
  })

  // From the list of what is wrong to the place, also where the plain field is behind the editor.
  document.addEventListener('click', event => {
    const link = event.target.closest('.problems a[href^="#"]')
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (field && openAt(field)) event.preventDefault()
  })
}

// To the search with one key, unless the key means a letter where the focus is.
function searching() {
  const field = document.getElementById('admin-q')
  if (!field) return
  document.addEventListener('keydown', event => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]') || document.querySelector('dialog[open]')) return
    event.preventDefault()
    field.focus()
    field.select()
  })
  field.setAttribute('aria-keyshortcuts', '/')
}

customElements.define('fori-text', FormattedText)
searching()
begin()
