// Keeps what is typed while it is typed: on the server, and where that cannot be reached in this tab, until it can.

const QUIET = 2000 // Since the last key.
const LONGEST = 10_000 // Since the first.
const FURTHEST = 30_000 // Between attempts.
const LEAVING = 60_000 // Bytes that a browser sends for a page that is gone.
const STASH = 'fori-unsaved:'

export function autosave(formOf, writing) {
  const words = JSON.parse(writing().dataset.words)
  let last = typed(formOf()), since = 0, timer, state = 'kept', wait = QUIET, leaving = false, busy = false

  const isChanged = () => typed(formOf()) !== last
  const say = (text, aloud = true) => {
    writing().querySelector('[data-said]').textContent = aloud ? text : ''
    writing().querySelector('[data-seen]').textContent = text
  }

  function changed() {
    if (!writing().dataset.autosave) return
    const now = performance.now()
    since ||= now
    clearTimeout(timer)
    timer = setTimeout(send, state === 'kept' ? Math.max(0, Math.min(QUIET, since + LONGEST - now)) : wait)
  }

  async function send() {
    if (busy || leaving || !isChanged()) return
    busy = true
    since = 0
    const body = typed(formOf())
    let answer = null
    try {
      answer = await fetch(writing().dataset.autosave, { method: 'POST', redirect: 'manual', body: withToken(body, formOf()) })
    } catch {
      // No connection, or the server is starting again: the text waits here.
    }
    busy = false
    if (answer?.ok) return done(body, await answer.json())
    if (answer?.status === 401) return lost(body)
    if (answer?.status === 400 && await renew(formOf())) return changed()
    if (answer && [403, 404, 413, 422].includes(answer.status)) return refused(body)
    failed(body)
  }

  function done(body, told) {
    last = body
    wait = QUIET
    unstash(writing())
    // The first time, and after trouble, it is said; then it is only to be seen.
    say(words.kept.replace('{time}', told.at), state !== 'kept' || !writing().dataset.told)
    writing().dataset.told = 'yes'
    state = 'kept'
    // A page that was never saved is found again under an address of its own.
    if (told.url && location.pathname !== told.url) history.replaceState(history.state, '', told.url)
    if (isChanged()) changed()
  }

  function failed(body) {
    stash(writing(), body)
    if (state !== 'failing') say(words['not-kept'])
    state = 'failing'
    wait = Math.min(wait * 2, FURTHEST)
    timer = setTimeout(send, wait)
  }

  function refused(body) {
    stash(writing(), body)
    if (state !== 'refused') say(words['never-kept'])
    state = 'refused'
  }

  function lost(body) {
    stash(writing(), body)
    if (state !== 'lost') {
      say(words.lost)
      const link = Object.assign(document.createElement('a'), { href: '/admin/sign-in', target: '_blank', textContent: words['sign-in'] })
      writing().querySelector('[data-seen]').append(' ', link)
    }
    state = 'lost'
    wait = 5000
    clearTimeout(timer)
    timer = setTimeout(back, wait)
  }

  async function back() {
    clearTimeout(timer)
    if (state !== 'lost') return
    if (await renew(formOf())) return send()
    timer = setTimeout(back, wait)
  }

  document.addEventListener('input', event => { if (event.target.form === formOf()) changed() })
  document.addEventListener('change', event => { if (event.target.form === formOf()) changed() })
  addEventListener('focus', () => { if (state === 'lost') back() })
  addEventListener('online', () => { if (state === 'failing') send() })
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') leave() })
  addEventListener('pagehide', leave)

  function leave() {
    if (leaving || !writing()?.dataset.autosave || !isChanged() || state === 'lost') return
    const body = withToken(typed(formOf()), formOf())
    if (body.toString().length < LEAVING) fetch(writing().dataset.autosave, { method: 'POST', body, keepalive: true, redirect: 'manual' }).catch(() => stash(writing(), typed(formOf())))
  }

  // Only where the text could not be kept, and cannot be on the way out.
  addEventListener('beforeunload', event => {
    if (leaving || !isChanged() || (state === 'kept' && typed(formOf()).length < LEAVING)) return
    event.preventDefault()
  })

  document.addEventListener('submit', async event => {
    if (event.target !== formOf() || event.submitter?.hasAttribute('data-swap')) return
    if (state !== 'lost') { leaving = true; unstash(writing()); return }
    // A form sent without a session would come back as a page of its own.
    event.preventDefault()
    if (!await renew(formOf())) return say(words.lost)
    state = 'kept'
    leaving = true
    unstash(writing())
    const { submitter } = event
    event.target.requestSubmit(submitter)
  })
  addEventListener('pageshow', event => { if (event.persisted) leaving = false })

  bring(formOf, writing, words)
  return { changed, say: (place, verb) => { place.querySelector('[data-said]').textContent = words[`block-${verb}`] ?? '' } }
}

/** The form as it stands, without what is of this moment only. */
function typed(form) {
  const fields = new URLSearchParams(new FormData(form))
  fields.delete('form-token')
  fields.delete('act')
  return fields.toString()
}

function withToken(body, form) {
  const fields = new URLSearchParams(body)
  fields.set('form-token', form.elements['form-token'].value)
  return fields
}

/** A token of the present session, for all forms of the page. False while nobody is signed in. */
async function renew(form) {
  try {
    const answer = await fetch(form.querySelector('[data-writing]').dataset.fresh, { redirect: 'manual' })
    if (!answer.ok) return false
    const { token, person } = await answer.json()
    if (person !== form.querySelector('[data-writing]').dataset.person) return false
    for (const field of document.querySelectorAll('input[name=form-token]')) field.value = token
    return true
  } catch {
    return false
  }
}

function stash(place, body) {
  try {
    sessionStorage.setItem(STASH + place.dataset.autosave, JSON.stringify({ person: place.dataset.person, body }))
  } catch { /* Full or shut: the text is still in the form, and leaving warns. */ }
}

function unstash(place) {
  try { sessionStorage.removeItem(STASH + place.dataset.autosave) } catch { /* As above. */ }
}

/** What an earlier page of this tab could not bring to the server. */
async function bring(formOf, writing, words) {
  let waiting = []
  try { waiting = Object.keys(sessionStorage).filter(k => k.startsWith(STASH)) } catch { return }
  for (const key of waiting) {
    const { person, body } = JSON.parse(sessionStorage.getItem(key))
    if (person !== writing().dataset.person) { sessionStorage.removeItem(key); continue }
    const answer = await fetch(key.slice(STASH.length), { method: 'POST', redirect: 'manual', body: withToken(body, formOf()) }).catch(() => null)
    if (!answer?.ok) continue
    sessionStorage.removeItem(key)
    const { url } = await answer.json()
    const seen = writing().querySelector('[data-seen]')
    seen.textContent = words.brought
    seen.append(' ', Object.assign(document.createElement('a'), { href: url, textContent: words['show-brought'] }))
  }
}
