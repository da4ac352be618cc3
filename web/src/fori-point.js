// A map on which a point is put with the pointer, or with the keys of the map and a button. The two number fields are what is
// sent; the map only writes into them and follows them. Nothing is asked of other hosts.
import L from 'leaflet'

const DIGITS = 6

export class ForiPoint extends HTMLElement {
  async connectedCallback() {
    const [lat, lon] = this.querySelectorAll('input[data-degrees]')
    if (this.map || !lat || lat.readOnly) return
    this.map = true
    const response = await fetch(this.dataset.base).catch(() => null)
    if (response?.ok && this.isConnected) this.show(lat, lon, await response.json())
  }

  show(lat, lon, base) {
    const ground = document.createElement('div')
    ground.setAttribute('role', 'region')
    ground.setAttribute('aria-label', this.dataset.label)
    const here = Object.assign(document.createElement('button'), { type: 'button', className: 'button quiet small-button', textContent: this.dataset.here })
    const said = document.createElement('p')
    said.className = 'away'
    said.setAttribute('role', 'status')
    this.append(ground, here, said)

    const map = this.map = L.map(ground, { attributionControl: false, zoomControl: false, scrollWheelZoom: false })
    L.control.zoom({ zoomInTitle: this.dataset.zoomIn, zoomOutTitle: this.dataset.zoomOut }).addTo(map)
    const layer = L.geoJSON(base, { style: f => ({ className: `map-${f.properties.kind}`, interactive: false }), interactive: false,
      onEachFeature: (f, shape) => f.properties.name && shape.bindTooltip(label(f.properties.name), { permanent: true, direction: 'center', className: 'map-label' }) }).addTo(map)

    const number = field => (field.value.trim() === '' ? NaN : Number(field.value.trim().replace(',', '.')))
    const typed = () => { const [a, b] = [number(lat), number(lon)]; return Math.abs(a) <= 90 && Math.abs(b) <= 180 ? L.latLng(a, b) : null }
    const pin = L.marker([0, 0], { draggable: true, keyboard: false, icon: L.divIcon({ className: 'map-pin', iconSize: [32, 32] }), title: this.dataset.label, alt: '' })
    const follow = () => {
      const at = typed()
      if (!at) return pin.remove()
      pin.setLatLng(at).addTo(map)
      if (!map.getBounds().contains(at)) map.panTo(at)
    }
    const put = at => {
      lat.value = at.lat.toFixed(DIGITS)
      lon.value = at.lng.toFixed(DIGITS)
      for (const field of [lat, lon]) field.dispatchEvent(new Event('input', { bubbles: true }))
      said.textContent = this.dataset.said.replace('{lat}', lat.value).replace('{lon}', lon.value)
    }

    const bounds = layer.getBounds()
    if (typed()) map.setView(typed(), 14)
    else if (bounds.isValid()) map.fitBounds(bounds)
    else map.setView([62, 25], 6)
    follow()
    map.on('click', event => put(event.latlng))
    pin.on('dragend', () => put(pin.getLatLng()))
    here.addEventListener('click', () => put(map.getCenter()))
    for (const field of [lat, lon]) field.addEventListener('input', follow)

    // Folded parts of a form have no size until they are opened.
    new ResizeObserver(() => map.invalidateSize()).observe(ground)
  }
}

function label(name) {
  const element = document.createElement('span')
  element.textContent = name
  return element
}
