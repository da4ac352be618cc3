// The tools of a text: one stop of the Tab key, arrow keys within, Escape back to the text (the pattern "toolbar" of ARIA APG).

const chain = editor => editor.chain().focus()
const inList = editor => editor.isActive('listItem')
const inTable = editor => editor.isActive('table')

const TOOLS = [
  { name: 'h2', text: 'H2', on: e => e.isActive('heading', { level: 2 }), act: e => chain(e).toggleHeading({ level: 2 }).run() },
  { name: 'h3', text: 'H3', on: e => e.isActive('heading', { level: 3 }), act: e => chain(e).toggleHeading({ level: 3 }).run() },
  { name: 'h4', text: 'H4', on: e => e.isActive('heading', { level: 4 }), act: e => chain(e).toggleHeading({ level: 4 }).run() },
  { name: 'bold', icon: 'bold', on: e => e.isActive('bold'), act: e => chain(e).toggleBold().run() },
  { name: 'italic', icon: 'italic', on: e => e.isActive('italic'), act: e => chain(e).toggleItalic().run() },
  { name: 'link', icon: 'link', on: e => e.isActive('link'), act: (e, ways) => ways.link() },
  { name: 'bullets', icon: 'list', on: e => e.isActive('bulletList'), act: e => chain(e).toggleBulletList().run() },
  { name: 'numbers', icon: 'list-ordered', on: e => e.isActive('orderedList'), act: e => chain(e).toggleOrderedList().run() },
  { name: 'deeper', icon: 'list-indent-increase', only: inList, act: e => chain(e).sinkListItem('listItem').run() },
  { name: 'shallower', icon: 'list-indent-decrease', only: inList, act: e => chain(e).liftListItem('listItem').run() },
  { name: 'quote', icon: 'quote', on: e => e.isActive('blockquote'), act: e => chain(e).toggleBlockquote().run() },
  { name: 'table', icon: 'table', only: e => !inTable(e), act: e => chain(e).insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run() },
  { name: 'row-add', icon: 'between-horizontal-end', only: inTable, act: e => chain(e).addRowAfter().run() },
  { name: 'row-remove', icon: 'fold-vertical', only: inTable, act: e => chain(e).deleteRow().run() },
  { name: 'column-add', icon: 'between-vertical-end', only: inTable, act: e => chain(e).addColumnAfter().run() },
  { name: 'column-remove', icon: 'fold-horizontal', only: inTable, act: e => chain(e).deleteColumn().run() },
  { name: 'header-row', icon: 'panel-top', only: inTable, act: e => chain(e).toggleHeaderRow().run() },
  { name: 'header-column', icon: 'panel-left', only: inTable, act: e => chain(e).toggleHeaderColumn().run() },
  { name: 'table-remove', icon: 'x', only: inTable, act: e => chain(e).deleteTable().run() },
  { name: 'language', icon: 'languages', on: e => e.isActive('phrase') || ['paragraph', 'heading'].some(n => e.isActive(n) && e.getAttributes(n).lang), act: (e, ways) => ways.language() },
  { name: 'undo', icon: 'undo-2', can: e => e.can().undo(), act: e => chain(e).undo().run() },
  { name: 'redo', icon: 'redo-2', can: e => e.can().redo(), act: e => chain(e).redo().run() },
  { name: 'plain', icon: 'file-text', act: (e, ways) => ways.plain() },
]

export function toolbar({ editor, words, icons, controls, ...ways }) {
  const element = document.createElement('div')
  element.className = 'rich-tools'
  element.setAttribute('role', 'toolbar')
  element.setAttribute('aria-label', words.tools)
  element.setAttribute('aria-controls', `${controls}-rich`)
  const buttons = TOOLS.map(tool => {
    const button = document.createElement('button')
    button.type = 'button'
    button.dataset.tool = tool.name
    button.setAttribute('aria-label', words[tool.name])
    button.title = words[tool.name]
    if (tool.text) button.textContent = tool.text
    else button.append(iconOf(icons, tool.icon))
    // The pressed mouse must not take the selection away from the text.
    button.addEventListener('mousedown', event => event.preventDefault())
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') === 'true') return
      // At once: the editor's own focus comes a frame later, and a quick writer's next letters would be lost to the button.
      editor.view.focus()
      tool.act(editor, ways)
    })
    return button
  })
  element.append(...buttons)
  let stop = buttons[0]

  function stay(button) {
    stop = button
    for (const other of buttons) other.tabIndex = other === button ? 0 : -1
  }

  function show() {
    TOOLS.forEach((tool, i) => {
      const button = buttons[i]
      button.hidden = tool.only ? !tool.only(editor) : false
      if (tool.on) button.setAttribute('aria-pressed', String(Boolean(tool.on(editor))))
      if (tool.can) button.setAttribute('aria-disabled', String(!tool.can(editor)))
    })
    if (stop.hidden) stay(buttons[0])
  }

  element.addEventListener('keydown', event => {
    const seen = buttons.filter(b => !b.hidden)
    const at = seen.indexOf(document.activeElement)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: seen.length - 1 }[event.key]
    if (event.key === 'Escape') { event.preventDefault(); editor.view.focus() }
    if (next === undefined || at < 0) return
    event.preventDefault()
    stay(seen[(next + seen.length) % seen.length])
    stop.focus()
  })
  element.addEventListener('focusin', event => { if (buttons.includes(event.target)) stay(event.target) })
  editor.on('transaction', show)
  stay(stop)
  show()
  return { element, focus: () => stop.focus() }
}

function iconOf(icons, name) {
  const made = part => document.createElementNS('http://www.w3.org/2000/svg', part)
  const svg = made('svg')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const use = made('use')
  use.setAttribute('href', `${icons}#${name}`)
  svg.append(use)
  return svg
}
