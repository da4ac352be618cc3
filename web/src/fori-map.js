// The moving map. It takes its markers from the drawing that the server wrote, so there is one list of them; if
// anything fails, the drawing stays. Nothing is asked from other hosts before the visitor presses the button for it.
import L from 'leaflet'
import { ForiPoint } from './fori-point.js'

class ForiMap extends HTMLElement {
  connectedCallback() {
    if (this.dataset.asked !== undefined) this.move()
  }

  async move() {
    const drawing = this.querySelector('svg')
    if (!drawing || this.map) return
    const response = await fetch(this.dataset.base)
    if (!response.ok) return
    this.show(drawing, await response.json())
  }

  show(drawing, base) {
    const ground = document.createElement('div')
    ground.setAttribute('role', 'region')
    ground.setAttribute('aria-label', this.dataset.label)
    drawing.before(ground)
    const map = this.map = L.map(ground, { attributionControl: false, zoomControl: false, scrollWheelZoom: false })
    L.control.zoom({ zoomInTitle: this.dataset.zoomIn, zoomOutTitle: this.dataset.zoomOut }).addTo(map)
    const layer = L.geoJSON(base, { style: f => ({ className: `map-${f.properties.kind}`, interactive: false }), interactive: false,
      onEachFeature: (f, shape) => f.properties.name && shape.bindTooltip(this.label(f.properties.name), { permanent: true, direction: 'center', className: 'map-label' }) })
    layer.addTo(map)

    const pins = [...drawing.querySelectorAll('[data-lat]')].map(mark => this.pin(mark).addTo(map))
    const bounds = pins.length ? L.featureGroup(pins).getBounds() : layer.getBounds()
    if (bounds.isValid()) map.fitBounds(bounds.pad(.15), { maxZoom: 15 })
    drawing.setAttribute('hidden', '')
    ground.focus()
    if (this.dataset.tiles) this.offerTiles(map, layer)
  }

  label(name) {
    const label = document.createElement('span')
    label.textContent = name
    return label
  }

  pin(mark) {
    const { lat, lon, name, number } = mark.dataset
    const icon = L.divIcon({ className: 'map-pin', html: number ?? '', iconSize: [32, 32] })
    const pin = L.marker([lat, lon], { icon, title: name, alt: name, riseOnHover: true })
    // Text nodes, never markup: a name is somebody else's text.
    const href = mark.getAttribute('href')
    const label = document.createElement(href ? 'a' : 'span')
    label.textContent = name
    if (href) label.href = href
    pin.on('add', () => {
      const element = pin.getElement()
      element.setAttribute('role', 'button')
      // Who speaks to the page says what is seen: the number comes first.
      element.setAttribute('aria-label', number ? `${number} ${name}` : name)
    })
    return pin.bindPopup(label)
  }

  offerTiles(map, layer) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button quiet'
    button.textContent = this.dataset.tilesOffer
    button.addEventListener('click', () => {
      const credit = document.createElement('span')
      credit.textContent = this.dataset.tilesCredit
      L.tileLayer(this.dataset.tiles).addTo(map)
      L.control.attribution({ prefix: false }).addAttribution(credit.innerHTML).addTo(map)
      layer.remove()
      button.remove()
    })
    this.append(button)
  }
}

customElements.define('fori-map', ForiMap)
customElements.define('fori-point', ForiPoint)
