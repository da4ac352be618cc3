// The editor of running text in the admin, fetched when a field is first opened. Its schema is the stored subset and nothing
// else (Fori.Documents.RichText), so there is nothing to write that the server would take away.
import { Editor, Extension, Mark } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Heading } from '@tiptap/extension-heading'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { Text } from '@tiptap/extension-text'
import { Gapcursor, UndoRedo } from '@tiptap/extensions'
import { linkTarget, toHtml } from './fori-text-html.js'
import { clean } from './fori-text-paste.js'
import { askLanguage, askLink } from './fori-text-dialogs.js'
import { toolbar } from './fori-text-toolbar.js'

const INSIDE = '(paragraph|bulletList|orderedList)+'
// Tab leads out of the field, as in every other: lists and tables have buttons instead.
const noTab = { Tab: () => false, 'Shift-Tab': () => false }

const Link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: 'a[href]', getAttrs: a => linkTarget(a.getAttribute('href')) ? { href: a.getAttribute('href') } : false }],
  renderHTML: ({ HTMLAttributes }) => ['a', HTMLAttributes, 0],
})

// The language of a part. Programs that speak or hyphenate the text follow it.
const Lang = Extension.create({
  name: 'lang',
  addGlobalAttributes: () => [{
    types: ['paragraph', 'heading', 'bulletList', 'orderedList', 'listItem', 'blockquote', 'table', 'tableCell', 'tableHeader', 'bold', 'italic', 'link'],
    attributes: { lang: { default: null, parseHTML: e => e.getAttribute('lang'), renderHTML: a => (a.lang ? { lang: a.lang } : {}) } },
  }],
})

// The same of some words within a text.
const Phrase = Mark.create({
  name: 'phrase',
  priority: 900,
  inclusive: false,
  addAttributes: () => ({ lang: { default: null, parseHTML: e => e.getAttribute('lang') } }),
  parseHTML: () => [{ tag: 'span[lang]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes, 0],
})

const cell = kind => kind.extend({
  content: INSIDE,
  addAttributes() {
    return {
      ...this.parent?.(),
      scope: { default: null, parseHTML: e => e.getAttribute('scope'), renderHTML: a => (a.scope ? { scope: a.scope } : {}) },
    }
  },
})

const PlainTable = Table.extend({
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
  addNodeView: () => null,
  addKeyboardShortcuts() { return { ...this.parent?.(), ...noTab } },
})

const extensions = [
  Document, Text, Paragraph, Lang, Phrase, Link, Bold, Italic, HardBreak, UndoRedo, Gapcursor, ListKeymap, Blockquote, BulletList,
  Heading.configure({ levels: [2, 3, 4] }),
  OrderedList,
  ListItem.extend({ content: 'paragraph (paragraph|bulletList|orderedList)*', addKeyboardShortcuts() { return { ...this.parent?.(), ...noTab } } }),
  PlainTable.configure({ resizable: false }), TableRow, cell(TableCell), cell(TableHeader),
]

/**
 * Opens the editor in the place of a field.
 * @param field {{ host: HTMLElement, textarea: HTMLTextAreaElement, html: string, words: Record<string, string>, icons: string, changed: (html: string) => void, plain: () => void }}
 * @returns {{ focus: (end: boolean) => void, close: () => void }}
 */
export function open({ host, textarea, html, words, icons, changed, plain }) {
  const language = textarea.lang || document.documentElement.lang
  const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`)
  if (label) label.id ||= `${textarea.id}-label`
  const frame = document.createElement('div')
  frame.className = 'rich-editor'
  const help = Object.assign(document.createElement('p'), { className: 'hint rich-help', id: `${textarea.id}-help`, textContent: words.help })
  const status = Object.assign(document.createElement('p'), { className: 'hint rich-status' })
  status.setAttribute('role', 'status')
  const place = document.createElement('div')
  host.append(frame)

  const attributes = {
    role: 'textbox', 'aria-multiline': 'true', class: 'rich rich-text', lang: language, ...(textarea.dir && { dir: textarea.dir }), spellcheck: 'true',
    'aria-describedby': [textarea.getAttribute('aria-describedby'), help.id].filter(Boolean).join(' '),
    ...(label ? { 'aria-labelledby': label.id } : {}),
    ...(textarea.getAttribute('aria-invalid') ? { 'aria-invalid': 'true' } : {}),
  }
  const editor = new Editor({
    element: place, extensions, content: html, injectCSS: false, enablePasteRules: false,
    editorProps: {
      attributes,
      transformPastedHTML(pasted) {
        if (pasted.includes('data-pm-slice')) return pasted
        const { html: kept, left } = clean(pasted, language)
        tell(left)
        return kept
      },
      handlePaste(_, event) {
        const files = [...(event.clipboardData?.files ?? [])]
        if (files.length === 0 || event.clipboardData.getData('text/html') || event.clipboardData.getData('text/plain')) return false
        tell({ pictures: files.length, embedded: 0, links: 0, cells: 0, headers: 0 })
        return true
      },
      handleDrop(_, event) {
        const files = [...(event.dataTransfer?.files ?? [])]
        if (files.length === 0) return false
        event.preventDefault()
        tell({ pictures: files.length, embedded: 0, links: 0, cells: 0, headers: 0 })
        return true
      },
    },
    onUpdate: () => changed(toHtml(editor.state.doc)),
  })

  function tell(left) {
    const parts = Object.entries(left).filter(([, count]) => count > 0).map(([kind, count]) => words[`left-${kind}`].replace('{count}', count))
    status.textContent = parts.length > 0 ? `${words.pasted} ${parts.join(' ')}` : ''
  }

  const tools = toolbar({
    editor, words, icons, controls: textarea.id,
    link: () => askLink(editor, words),
    language: () => askLanguage(editor, words, language),
    plain,
  })
  frame.append(tools.element, help, place, status)
  editor.view.dom.id = `${textarea.id}-rich`
  editor.view.dom.addEventListener('keydown', event => {
    if (event.key === 'F10' && event.altKey) { event.preventDefault(); tools.focus() }
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); askLink(editor, words) }
    if (event.key.toLowerCase() === 'l' && event.shiftKey && (event.ctrlKey || event.metaKey)) { event.preventDefault(); askLanguage(editor, words, language) }
  })
  const toText = event => { event.preventDefault(); editor.view.focus() }
  label?.addEventListener('click', toText)

  return {
    focus(atEnd) { editor.view.focus(); editor.commands.focus(atEnd ? 'end' : 'start') },
    close() {
      label?.removeEventListener('click', toText)
      editor.destroy()
      frame.remove()
    },
  }
}
