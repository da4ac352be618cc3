// Comforts only: everything on the page works without this file.
const menus = () => document.querySelectorAll('.menu details[open]')

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return
  for (const menu of menus()) {
    menu.open = false
    if (menu.contains(document.activeElement)) menu.querySelector('summary').focus()
  }
})

document.addEventListener('click', event => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false
})

// A video on another's site: nothing is asked there before the visitor starts it.
for (const video of document.querySelectorAll('[data-embed]')) {
  const start = Object.assign(document.createElement('button'), { type: 'button', className: 'button', textContent: video.dataset.start })
  start.setAttribute('aria-label', `${video.dataset.start}: ${video.dataset.title}`)
  video.querySelector('a').classList.add('quiet')
  video.querySelector('a').before(start)
  start.addEventListener('click', () => {
    const frame = Object.assign(document.createElement('iframe'), {
      src: video.dataset.embed, title: video.dataset.title, allow: 'autoplay; fullscreen; picture-in-picture', allowFullscreen: true,
    })
    video.querySelector('img')?.remove()
    start.remove()
    video.prepend(frame)
    frame.focus()
  })
}

// A map that moves is heavy: its code is fetched when somebody asks for it. Until then the drawing is the map.
for (const map of document.querySelectorAll('fori-map[data-script]')) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button quiet', textContent: map.dataset.move })
  button.addEventListener('click', () => {
    map.dataset.asked = ''
    button.remove()
    if (document.querySelector(`script[src="${map.dataset.script}"]`)) return map.move?.()
    document.head.append(
      Object.assign(document.createElement('link'), { rel: 'stylesheet', href: map.dataset.styles }),
      Object.assign(document.createElement('script'), { src: map.dataset.script }))
  })
  map.append(button)
}

// "Use my location": the position goes only into the visitor's own form field.
for (const button of document.querySelectorAll('button[data-locate]')) {
  if (!navigator.geolocation) continue
  button.hidden = false
  button.addEventListener('click', () => {
    const field = document.getElementById(button.dataset.locate)
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      field.value = `${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`
      field.form.requestSubmit()
    }, () => field.focus())
  })
}
