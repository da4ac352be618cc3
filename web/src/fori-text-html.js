// Writes the text of the editor as HTML exactly as the server stores it (Fori.Documents.RichText): what is sent comes back
// unchanged, so opening and saving a text makes no version of it.

const MARKS = { phrase: 'span', bold: 'strong', italic: 'em', link: 'a' }
// The spaces of InlineLines.cs, which stand single and outside of tags.
const SPACES = /[\u0000-\u0020\u007f\u00a0\u0085\u200b\ufeff\u2028\u2029]+/

const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const langOf = attrs => (attrs.lang ? ` lang="${attrs.lang}"` : '')

/** The address of a link that the server keeps, or null. The rules are those of LinkTarget in InlineLines.cs. */
export function linkTarget(href) {
  const target = (href ?? '').trim()
  if (!target || target.length > 2000 || /[\u0000-\u0020\u007f]/.test(target)) return null
  if (target[0] === '/') return target[1] === '/' || target[1] === '\\' ? null : target
  if (!/^(https?|mailto|tel):/i.test(target)) return null
  return URL.canParse(target) ? target : null
}

const href = target => target.replace(/"/g, '%22').replace(/</g, '%3C').replace(/>/g, '%3E').replace(/&/g, '&amp;')

const openTag = mark =>
  mark.type.name === 'link' ? `<a href="${href(mark.attrs.href)}"${langOf(mark.attrs)}>` : `<${MARKS[mark.type.name]}${langOf(mark.attrs)}>`
const closeTag = mark => `</${MARKS[mark.type.name]}>`

/** The inline content of a block, parted at line breaks. */
function lines(block) {
  const done = []
  let line = '', open = [], space = false
  const close = keep => { while (open.length > keep) line += closeTag(open.pop()) }
  const end = () => { close(0); done.push(line); line = ''; space = false }
  block.forEach(node => {
    if (node.type.name === 'hardBreak') return end()
    const marks = node.marks.filter(m => MARKS[m.type.name])
    let same = 0
    while (same < open.length && same < marks.length && open[same].eq(marks[same])) same++
    const words = node.text.split(SPACES)
    words.forEach((word, i) => {
      if (i > 0) space ||= line.length > 0
      if (!word) return
      close(same)
      if (space) line += ' '
      space = false
      while (open.length < marks.length) { open.push(marks[open.length]); line += openTag(open.at(-1)) }
      line += escape(word)
      same = open.length
    })
    close(same)
  })
  end()
  return done
}

const enclose = (tag, attrs, inside) => (inside ? `<${tag}${langOf(attrs)}>${inside}</${tag}>` : '')

/** Inside of an item or a cell: lines, and lists between them. */
function item(node) {
  let html = '', texts = []
  const flush = () => { html += texts.filter(Boolean).join('<br>'); texts = [] }
  node.forEach(child => {
    if (child.isTextblock) texts.push(...lines(child))
    else { flush(); html += block(child) }
  })
  flush()
  return html
}

function paragraphs(node) {
  let html = '', texts = []
  const flush = () => { html += enclose('p', node.attrs, texts.join('<br>')); texts = [] }
  for (const line of lines(node)) line ? texts.push(line) : flush()
  flush()
  return html
}

function row(node, isHead) {
  let filled = false, html = ''
  node.forEach((cell, _, index) => {
    const tag = cell.type.name === 'tableHeader' ? 'th' : 'td'
    const scope = tag === 'td' ? null : cell.attrs.scope ?? (isHead ? 'col' : index === 0 ? 'row' : null)
    const inside = item(cell)
    filled ||= inside !== ''
    html += `<${tag}${scope ? ` scope="${scope}"` : ''}${langOf(cell.attrs)}>${inside}</${tag}>`
  })
  return filled ? `<tr>${html}</tr>` : ''
}

function table(node) {
  let head = '', body = ''
  node.forEach((child, _, index) => {
    const isHead = index === 0 && child.children.every(c => c.type.name === 'tableHeader')
    if (isHead) head = row(child, true)
    else body += row(child, false)
  })
  return enclose('table', node.attrs, enclose('thead', {}, head) + enclose('tbody', {}, body))
}

function block(node) {
  switch (node.type.name) {
    case 'heading': return enclose(`h${node.attrs.level}`, node.attrs, lines(node).filter(Boolean).join(' '))
    case 'bulletList': return enclose('ul', node.attrs, node.children.map(i => enclose('li', i.attrs, item(i))).join(''))
    case 'orderedList': return enclose('ol', node.attrs, node.children.map(i => enclose('li', i.attrs, item(i))).join(''))
    case 'blockquote': return enclose('blockquote', node.attrs, node.children.map(block).join(''))
    case 'table': return table(node)
    default: return paragraphs(node)
  }
}

export const toHtml = doc => doc.children.map(block).join('')
