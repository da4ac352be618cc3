// Builds what browsers are given from src/ and from the packages of package.json:
//   fori.js       small comforts of the menu, on every page (optional)
//   fori-admin.js comforts of the admin's forms (optional)
//   fori-passkey.js asks the device for a passkey, on the sign-in and account pages
//   fori-text.js  the editor of running text with Tiptap, a module loaded only when a field is opened
//   fori-map.js   the moving map with Leaflet, loaded only where there is a map
//   fori-map.css  Leaflet's stylesheet with ours
//   icons.svg     the icons of icons.json as symbols
// Every file begins with its licences and with the hash of the sources, which a test compares.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync, readdirSync } from 'node:fs'
import { build } from 'esbuild'

const here = new URL('.', import.meta.url)
const target = new URL('../src/Fori/Ui/Assets/', here)
// Licences come with either line ending; what we write has one.
const read = path => readFileSync(new URL(path, here), 'utf8').replaceAll('\r\n', '\n')

/** SHA-256 over the sources in the order of their names, with the versions of the packages. */
const sources = ['build.mjs', 'icons.json', 'package.json', ...readdirSync(new URL('src/', here)).sort().map(f => `src/${f}`)]
const hash = createHash('sha256')
for (const path of sources) hash.update(path + '\n' + read(path))
const mark = `Built from web/ ${hash.digest('hex')}`

const leaflet = JSON.parse(read('node_modules/leaflet/package.json')).version
const lucide = JSON.parse(read('node_modules/lucide-static/package.json')).version
const licence = (path, name) => `${name}\n\n${read(path).trim()}`

async function bundle(entry, output, notice, loader = {}, format = 'iife') {
  const result = await build({
    entryPoints: [new URL(entry, here).pathname],
    bundle: true, minify: true, write: false, format, target: ['es2022'],
    legalComments: 'none', loader,
  })
  writeFileSync(new URL(output, target), `/*! ${mark}\n${notice} */\n${result.outputFiles[0].text}`)
}

const leafletNotice = 'Föri: EUPL-1.2.\n' + licence('node_modules/leaflet/LICENSE', `Leaflet ${leaflet}: BSD-2-Clause.`)
const version = name => JSON.parse(read(`node_modules/${name}/package.json`)).version
const textNotice = 'Föri: EUPL-1.2.\n'
  + licence('node_modules/@tiptap/core/LICENSE.md', `Tiptap ${version('@tiptap/core')}: MIT.`) + '\n\n'
  + licence('node_modules/prosemirror-model/LICENSE', `ProseMirror (model ${version('prosemirror-model')} and its other parts): MIT.`) + '\n\n'
  + licence('node_modules/orderedmap/LICENSE', `orderedmap ${version('orderedmap')}, rope-sequence and w3c-keyname, by the same author: MIT.`)
await bundle('src/fori.js', 'fori.js', 'Föri: EUPL-1.2.')
await bundle('src/fori-admin.js', 'fori-admin.js', 'Föri: EUPL-1.2.')
await bundle('src/fori-passkey.js', 'fori-passkey.js', 'Föri: EUPL-1.2.')
await bundle('src/fori-text.js', 'fori-text.js', textNotice, {}, 'esm')
await bundle('src/fori-map.js', 'fori-map.js', leafletNotice)
await bundle('src/fori-map.css', 'fori-map.css', leafletNotice, { '.png': 'empty' })

const symbols = JSON.parse(read('icons.json')).sort().map(name => {
  const svg = read(`node_modules/lucide-static/icons/${name}.svg`)
  const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s*\n\s*/g, '')
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`
})
// Two hyphens may not stand in an XML comment.
const notice = licence('node_modules/lucide-static/LICENSE', `Lucide ${lucide}: ISC.`).replace(/-{2,}/g, '—')
writeFileSync(new URL('icons.svg', target),
  `<!-- ${mark}\n${notice} -->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`)
