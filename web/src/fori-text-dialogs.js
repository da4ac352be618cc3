// What a text asks in a dialog: where a link leads, and in which language a part is. Built by nodes, never from strings of HTML.
import { getMarkRange } from '@tiptap/core'
import { linkTarget } from './fori-text-html.js'

// Read alone, as screen readers list links, these say nothing.
const VAGUE = /^(täst[äa]|tää?ll[äa]|lue lisää|klikkaa( tästä)?|linkki|här|läs mer|klicka( här)?|länk|here|click( here)?|read more|more|link|https?:.*|www\..*)[.!]?$/i
const LANGUAGES = ['fi', 'sv', 'en', 'se', 'smn', 'sms', 'et', 'ru', 'uk', 'ar', 'fa', 'so', 'ku', 'tr', 'zh', 'vi', 'de', 'fr', 'es', 'pl']
let opened = 0

function made(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value)
  element.append(...children)
  return element
}

/** A dialog with fields, a place for what is wrong, and its buttons. Focus goes back to the text when it closes. */
function dialog(editor, heading, fields, buttons) {
  const id = `rich-dialog-${++opened}`
  const problem = made('p', { class: 'error', id: `${id}-problem`, role: 'alert' })
  const form = made('form', { method: 'dialog', class: 'form' }, made('h2', { id }, heading), problem, ...fields, made('p', { class: 'dialog-acts' }, ...buttons))
  const element = made('dialog', { class: 'rich-dialog', 'aria-labelledby': id }, form)
  document.body.append(element)
  element.addEventListener('close', () => { element.remove(); editor.view.focus() })
  element.showModal()
  return { element, form, problem }
}

const field = (id, label, input) => made('div', { class: 'field' }, made('label', { for: id }, label), input)

export function askLink(editor, words) {
  if (editor.isActive('link')) editor.commands.extendMarkRange('link')
  const { from, to } = editor.state.selection
  const before = editor.state.doc.textBetween(from, to, ' ')
  const had = editor.isActive('link')
  const text = made('input', { id: 'rich-link-text', type: 'text', autocomplete: 'off' })
  const address = made('input', { id: 'rich-link-address', type: 'text', inputmode: 'url', autocomplete: 'off', spellcheck: 'false' })
  text.value = before
  address.value = editor.getAttributes('link').href ?? ''
  const keep = made('button', { type: 'submit', class: 'button' }, words['link-keep'])
  const remove = had ? made('button', { type: 'button', class: 'button quiet' }, words['link-remove']) : ''
  const cancel = made('button', { type: 'button', class: 'button quiet' }, words.cancel)
  const { element, form, problem } = dialog(
    editor, words['link-heading'],
    [field('rich-link-text', words['link-text'], text), field('rich-link-address', words['link-address'], address), made('p', { class: 'hint' }, words['link-hint'])],
    [keep, remove, cancel].filter(Boolean))
  if (before) address.focus()
  let warned = ''
  const refuse = (sentence, input) => { problem.textContent = sentence; input.setAttribute('aria-invalid', 'true'); input.setAttribute('aria-describedby', problem.id); input.focus() }
  form.addEventListener('submit', event => {
    event.preventDefault()
    for (const input of [text, address]) input.removeAttribute('aria-invalid')
    const typed = address.value.trim()
    const target = linkTarget(/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(typed) ? `mailto:${typed}` : /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(typed) ? `https://${typed}` : typed)
    const said = text.value.trim()
    if (!said) return refuse(words['link-no-text'], text)
    if (!target) return refuse(words['link-no-address'], address)
    // Told once: the writer may know better.
    if (VAGUE.test(said) && warned !== said) { warned = said; return refuse(words['link-vague'], text) }
    element.close()
    const mark = { type: 'link', attrs: { href: target } }
    const set = editor.chain().focus().setTextSelection({ from, to })
    if (said === before) set.setMark('link', mark.attrs).setTextSelection(to).unsetMark('link').run()
    else set.insertContent({ type: 'text', text: said, marks: [mark] }).run()
  })
  if (remove) remove.addEventListener('click', () => { element.close(); editor.chain().focus().extendMarkRange('link').unsetMark('link').run() })
  cancel.addEventListener('click', () => element.close())
}

export function askLanguage(editor, words, own) {
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' })
  const some = wordsOf(editor)
  const parts = some ? [] : partsOf(editor.state)
  const present = (some ? editor.getAttributes('phrase').lang : parts.find(p => p.node.attrs.lang)?.node.attrs.lang) ?? ''
  const options = [...new Set([...LANGUAGES, present])].filter(l => l && l !== own).map(l => ({ l, name: names.of(l) })).sort((a, b) => a.name.localeCompare(b.name, document.documentElement.lang))
  const select = made('select', { id: 'rich-language' }, made('option', { value: '' }, words['language-own'].replace('{language}', names.of(own))), ...options.map(o => made('option', { value: o.l }, o.name)))
  select.value = present
  const keep = made('button', { type: 'submit', class: 'button' }, words['language-keep'])
  const cancel = made('button', { type: 'button', class: 'button quiet' }, words.cancel)
  const { element, form } = dialog(editor, words.language, [field('rich-language', words['language-label'], select)], [keep, cancel])
  form.addEventListener('submit', event => {
    event.preventDefault()
    element.close()
    const lang = select.value || null
    if (some) {
      const chain = editor.chain().focus().setTextSelection(some).unsetMark('phrase')
      return lang ? chain.setMark('phrase', { lang }).run() : chain.run()
    }
    editor.chain().focus().command(({ tr }) => {
      for (const { node, at } of parts) tr.setNodeMarkup(at, undefined, { ...node.attrs, lang })
      return true
    }).run()
  })
  cancel.addEventListener('click', () => element.close())
}

// Some words of one text: those that are selected, or those around the cursor that have a language already. Null for whole texts.
function wordsOf(editor) {
  const { from, to, empty, $from, $to } = editor.state.selection
  if (empty) {
    return getMarkRange($from, editor.schema.marks.phrase)
  }
  const isWhole = from === $from.start() && to === $from.end()
  return $from.sameParent($to) && $from.parent.isTextblock && !isWhole ? { from, to } : null
}

// What can hold a language, of the texts that are selected: an item or a cell stands for its lines.
function partsOf({ doc, selection: { from, to } }) {
  const parts = new Map()
  doc.nodesBetween(from, to, (node, pos, parent) => {
    if (!node.isTextblock) return
    const inside = ['listItem', 'tableCell', 'tableHeader'].includes(parent.type.name)
    const at = inside ? doc.resolve(pos).before() : pos
    parts.set(at, { node: inside ? parent : node, at })
  })
  return [...parts.values()]
}
