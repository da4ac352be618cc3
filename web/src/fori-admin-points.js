// Maps beside the number fields of points. The map's code is heavy: it is fetched when a form has a point.
let loading

export function points(root) {
  const place = root.querySelector('fori-point[data-script]')
  if (!place || loading) return
  loading = true
  document.head.append(
    Object.assign(document.createElement('link'), { rel: 'stylesheet', href: place.dataset.styles }),
    Object.assign(document.createElement('script'), { src: place.dataset.script }))
}
