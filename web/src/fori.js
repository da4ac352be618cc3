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
