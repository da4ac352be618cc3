// Asks the person's device for a passkey and sends its answer with the form. Without this file nobody is offered one.
const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const named = list => (list ?? []).map(key => ({ ...key, id: bytes(key.id) }))

/** The options as the browser wants them. */
const parsed = options => ({
  ...options,
  challenge: bytes(options.challenge),
  ...(options.user ? { user: { ...options.user, id: bytes(options.user.id) } } : {}),
  excludeCredentials: named(options.excludeCredentials),
  allowCredentials: named(options.allowCredentials),
})

/** The answer as the server wants it (RegistrationResponseJSON, AuthenticationResponseJSON). */
function told(credential) {
  const { response } = credential
  const parts = {}
  for (const part of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) if (response[part]) parts[part] = text(response[part])
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...parts, ...(response.getTransports ? { transports: response.getTransports() } : {}) },
  })
}

let waiting = null

async function ask(form, mediation) {
  waiting?.abort()
  const mine = waiting = new AbortController()
  const say = form.querySelector('[data-passkey-said]')
  say.textContent = ''
  try {
    const answer = await fetch(form.dataset.options, { method: 'POST', redirect: 'manual', body: new URLSearchParams(new FormData(form)) })
    if (answer.status === 422) { say.textContent = (await answer.json()).problem; return }
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
    const { options, state } = await answer.json()
    const verb = form.dataset.passkey
    const credential = await navigator.credentials[verb]({ publicKey: parsed(options), signal: mine.signal, ...(mediation ? { mediation } : {}) })
    if (!credential) throw new Error('The device gave no answer.')
    form.elements.credential.value = told(credential)
    form.elements.state.value = state
    form.submit()
  } catch {
    // Put aside for another attempt, closed by the person, or a device that cannot: in each case the form is still there.
    if (!mine.signal.aborted && !mediation) say.textContent = form.dataset.failed
  }
}

const form = document.querySelector('form[data-passkey]')
if (form && window.PublicKeyCredential) {
  form.hidden = false
  document.querySelector('[data-passkey-missing]')?.remove()
  form.addEventListener('submit', event => { event.preventDefault(); ask(form) })
  // Among the names that the browser offers for the email, once somebody goes there.
  if (form.dataset.passkey === 'get') document.getElementById('email')?.addEventListener('focus', async () => {
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) ask(form, 'conditional')
  }, { once: true })
}
