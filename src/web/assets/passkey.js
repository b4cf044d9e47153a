// Asks the browser for a passkey, or to make one, and sends its answer with the form. Passkeys are for scripts alone, so that a
// page says beside the form what there is without.
import './simplewebauthn-browser.js'

const { browserSupportsWebAuthn, startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser

const NO_PASSKEYS = 'This browser cannot use passkeys. Use another one, or another device.'

/** In plain words: a browser's own are for programmers. */
function say(error, makes) {
  switch (error.name) {
    case 'InvalidStateError':
      return 'This device holds a passkey of yours already. Sign in with it, or use another device.'
    case 'NotAllowedError':
    case 'AbortError':
      return makes
        ? 'No passkey was made. You stopped, it took too long, or the device has no lock (a PIN, a finger or a face).'
        : 'No passkey was shown. You stopped, it took too long, or this device holds none of yours.'
    default:
      return 'The browser could not do it. Try once more, or use another browser or device.'
  }
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const makes = form.dataset.passkey === 'make'
  const said = form.querySelector('[role="alert"]')
  const answer = form.elements.namedItem('response')
  const waits = form.querySelector('[data-waits]')
  if (browserSupportsWebAuthn()) waits.hidden = false
  else said.textContent = NO_PASSKEYS
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    said.textContent = ''
    const optionsJSON = JSON.parse(form.dataset.options)
    try {
      const given = makes ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON })
      answer.value = JSON.stringify(given)
      form.submit()
    } catch (error) {
      said.textContent = say(error, makes)
    }
  })
}

// An invitation's token stands behind the number sign, which browsers send to nobody: it is moved into the form, and out of the
// address that the screen shows.
const code = document.querySelector('input[data-from-link]')
if (code !== null && location.hash.length > 1) {
  code.value = decodeURIComponent(location.hash.slice(1))
  history.replaceState(null, '', location.pathname)
}
