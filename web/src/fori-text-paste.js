// What is pasted from Word, LibreOffice, Google Docs or a web page, brought to the headings, lists, tables and links that a
// text can hold. Meaning is kept, looks are not; what had to be left out is counted, so that the writer is told.
import { linkTarget } from './fori-text-html.js'

const GONE = 'script,style,meta,link,title,template,noscript,xml,head,input,select,textarea,button,form>legend'
const EMBEDDED = 'iframe,object,embed,video,audio,canvas,math'
const PICTURES = 'img,picture,svg,v\\:imagedata,v\\:shape'
const BULLET = /^[\s\u00a0]*[•·▪◦‣\uf0b7\uf0a7§o\u2013-][\s\u00a0]+/
const NUMBER = /^[\s\u00a0]*\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][\s\u00a0]*$/
const KEPT = { A: ['href', 'lang'], TH: ['scope', 'lang'], TD: ['lang'], P: ['lang'], H2: ['lang'], H3: ['lang'], H4: ['lang'], LI: ['lang'], BLOCKQUOTE: ['lang'] }

const styleOf = element => element.getAttribute('style') ?? ''
const all = (root, selector) => [...root.querySelectorAll(selector)]
const unwrap = element => element.replaceWith(...element.childNodes)

function rename(element, name) {
  const made = element.ownerDocument.createElement(name)
  for (const attribute of ['lang', 'scope', 'style', 'class']) if (element.hasAttribute(attribute)) made.setAttribute(attribute, element.getAttribute(attribute))
  made.append(...element.childNodes)
  element.replaceWith(made)
  return made
}

/**
 * @param html as the clipboard has it
 * @param language of the field: BCP 47
 * @returns {{html: string, left: {pictures: number, embedded: number, links: number, cells: number, headers: number}}}
 */
export function clean(html, language) {
  const document = new DOMParser().parseFromString(html, 'text/html')
  const body = document.body
  const left = { pictures: 0, embedded: 0, links: 0, cells: 0, headers: 0 }
  comments(document)
  for (const element of all(body, GONE)) element.remove()
  left.embedded = drop(body, EMBEDDED)
  left.pictures = drop(body, PICTURES)
  wordLists(body)
  headings(body)
  emphasis(body)
  links(body, left)
  tables(body, left)
  typedLists(body)
  languages(body, language)
  attributes(body)
  return { html: body.innerHTML, left }
}

function comments(document) {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT)
  const found = []
  while (walker.nextNode()) found.push(walker.currentNode)
  for (const comment of found) comment.remove()
}

/** One picture is often told twice, as a shape and as an image in it. */
function drop(body, selector) {
  const found = all(body, selector).filter(e => !e.parentElement.closest(selector))
  for (const element of found) element.remove()
  return found.length
}

// Word writes items as paragraphs whose style names list and level, the mark being text.
function wordLists(body) {
  let lists = [], last = null
  for (const paragraph of all(body, 'p,h1,h2,h3,h4,h5,h6')) {
    const told = /mso-list:\s*l\d+\s+level(\d+)/i.exec(styleOf(paragraph))
    if (!told || !/^P$/.test(paragraph.tagName)) continue
    const level = Math.min(Number(told[1]), 6)
    const mark = all(paragraph, 'span').find(s => /mso-list:\s*Ignore/i.test(styleOf(s)))
    const kind = mark && NUMBER.test(mark.textContent) ? 'ol' : 'ul'
    mark?.remove()
    if (paragraph.previousElementSibling !== last || last === null) lists = []
    const item = document.createElement('li')
    item.append(...paragraph.childNodes)
    lists.length = Math.min(lists.length, level)
    if (lists.length === 0 || (lists.length === level && lists.at(-1).localName !== kind && level === 1)) {
      const list = document.createElement(kind)
      paragraph.before(list)
      lists = [list]
    }
    while (lists.length < level) {
      const list = document.createElement(kind)
      const above = lists.at(-1)
      if (!above.lastElementChild) above.append(document.createElement('li'))
      above.lastElementChild.append(list)
      lists.push(list)
    }
    lists.at(-1).append(item)
    last = lists[0]
    paragraph.remove()
  }
}

// The page has its title as the first heading: where the text brings its own of that rank, all go one down.
function headings(body) {
  for (const title of all(body, 'p.MsoTitle')) rename(title, 'h1')
  for (const styled of all(body, 'p[class*="Heading"],p[class*="heading"],[role=heading]')) {
    const level = Number(/(\d)/.exec(styled.className)?.[1] ?? styled.getAttribute('aria-level') ?? 2)
    rename(styled, `h${Math.min(Math.max(level, 1), 6)}`)
  }
  const down = body.querySelector('h1') ? 1 : 0
  for (const heading of all(body, 'h1,h2,h3,h4,h5,h6')) rename(heading, `h${Math.min(Number(heading.localName[1]) + down, 4)}`)
}

function emphasis(body) {
  for (const element of all(body, 'b,strong')) {
    // Google Docs wraps all of it into such an element.
    if (/(^|[;\s])font-weight:\s*(normal|400)/i.test(styleOf(element))) unwrap(element)
  }
  for (const element of all(body, 'span,font')) {
    const style = styleOf(element)
    const inHeading = element.closest('h2,h3,h4')
    if (!inHeading && /(^|[;\s])font-weight:\s*(bold|[6-9]00)/i.test(style)) wrapInside(element, 'strong')
    if (/(^|[;\s])font-style:\s*(italic|oblique)/i.test(style)) wrapInside(element, 'em')
  }
  for (const element of all(body, 'h2 b,h2 strong,h3 b,h3 strong,h4 b,h4 strong')) unwrap(element)
}

function wrapInside(element, name) {
  if (!element.textContent.trim()) return
  const made = element.ownerDocument.createElement(name)
  made.append(...element.childNodes)
  element.append(made)
}

function links(body, left) {
  for (const link of all(body, 'a')) {
    const target = link.getAttribute('href')
    const redirected = /^https:\/\/www\.google\.com\/url\?(.*)$/.exec(target ?? '')
    const kept = linkTarget(redirected ? new URLSearchParams(redirected[1]).get('q') ?? target : target)
    if (kept && link.textContent.trim()) {
      link.setAttribute('href', kept)
      continue
    }
    // A place in the document, or a note at its foot, is no link of the writer's.
    if (target && link.textContent.trim()) left.links++
    unwrap(link)
  }
}

function tables(body, left) {
  // From the innermost outwards: a table within a cell becomes its paragraphs.
  for (const table of all(body, 'table').reverse()) {
    if (table.parentElement.closest('table') || table.rows.length < 2 || Math.max(...[...table.rows].map(r => r.cells.length)) < 2) {
      table.replaceWith(...[...table.rows].flatMap(r => [...r.cells]).flatMap(c => cellBlocks(c)))
      continue
    }
    left.cells += part(table)
    for (const caption of all(table, 'caption')) table.before(rename(caption, 'p'))
    for (const inner of all(table, 'h2,h3,h4')) wrapInside(rename(inner, 'p'), 'strong')
    for (const inner of all(table, 'blockquote')) unwrap(inner)
    if (!table.querySelector('th')) {
      left.headers++
      for (const cell of [...table.rows[0].cells]) rename(cell, 'th')
    }
    for (const cell of all(table, 'th strong,th b')) unwrap(cell)
  }
}

function cellBlocks(cell) {
  if (cell.querySelector('p,ul,ol,h2,h3,h4,table,div')) return [...cell.childNodes]
  const paragraph = cell.ownerDocument.createElement('p')
  paragraph.append(...cell.childNodes)
  return [paragraph]
}

// A cell over several places becomes one with the text and empty ones: every row has as many cells as its columns.
function part(table) {
  let parted = 0
  const rows = [...table.rows]
  rows.forEach((row, y) => {
    for (let x = 0; x < row.cells.length; x++) {
      const cell = row.cells[x]
      const wide = Math.min(Number(cell.getAttribute('colspan')) || 1, 50)
      const high = Math.min(Number(cell.getAttribute('rowspan')) || 1, rows.length - y)
      if (wide === 1 && high === 1) continue
      parted++
      cell.removeAttribute('colspan')
      cell.removeAttribute('rowspan')
      const empty = () => table.ownerDocument.createElement(cell.localName)
      for (let i = 1; i < wide; i++) cell.after(empty())
      for (let down = 1; down < high; down++) {
        for (let i = 0; i < wide; i++) {
          const at = rows[y + down].cells[x]
          at ? at.before(empty()) : rows[y + down].append(empty())
        }
      }
    }
  })
  return parted
}

// Lists that were written with a dash or a bullet and a space.
function typedLists(body) {
  let list = null
  for (const paragraph of all(body, 'p,div').filter(p => !p.querySelector('p,div,ul,ol,table'))) {
    const first = firstText(paragraph)
    const mark = first && BULLET.exec(first.data)
    const beside = [paragraph.previousElementSibling, paragraph.nextElementSibling]
    const inCompany = beside.some(p => p && (p === list || (firstText(p) && BULLET.test(firstText(p).data))))
    if (!mark || !inCompany || (mark[0].trim() === 'o' && !/Courier|Wingdings|Symbol/i.test(paragraph.innerHTML))) { list = null; continue }
    first.data = first.data.slice(mark[0].length)
    if (!list || paragraph.previousElementSibling !== list) {
      list = paragraph.ownerDocument.createElement('ul')
      paragraph.before(list)
    }
    const item = paragraph.ownerDocument.createElement('li')
    item.append(...paragraph.childNodes)
    list.append(item)
    paragraph.remove()
  }
}

function firstText(element) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (walker.currentNode.data.trim()) return walker.currentNode
  return null
}

// Programs mark the language of everything, mostly by the setting of the machine: only a part that differs from the rest tells something.
function languages(body, language) {
  const blocks = all(body, 'p,h2,h3,h4,li,blockquote,td,th')
  const told = new Set(blocks.map(b => b.getAttribute('lang')?.toLowerCase().split('-')[0] ?? ''))
  for (const block of blocks) {
    const own = block.getAttribute('lang')?.toLowerCase().split('-')[0]
    if (!own || !/^[a-z]{2,3}$/.test(own) || own === language.split('-')[0] || told.size === 1) block.removeAttribute('lang')
    else block.setAttribute('lang', own)
  }
}

function attributes(body) {
  for (const element of all(body, '*')) {
    if (element.localName.includes(':') || ['span', 'font', 'u', 's', 'sub', 'sup', 'ins', 'del'].includes(element.localName)) { unwrap(element); continue }
    for (const { name } of [...element.attributes]) if (!KEPT[element.tagName]?.includes(name)) element.removeAttribute(name)
  }
}
