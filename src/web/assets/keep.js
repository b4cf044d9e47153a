// Keeps a long form on the server while it is filled in, so that a lost connection loses nothing. Without it the form is kept
// when it is sent.
const WAIT_MS = 3_000
const TRY_AGAIN_MS = 10_000

const form = document.querySelector('form[data-keeps]')
const status = form?.querySelector('.sl-kept')

let waiting
/** What the server has of the form; what is typed since is not kept yet. */
let keptText = form === null ? '' : textOf()

function textOf() {
  const fields = new URLSearchParams(new FormData(form))
  fields.delete('revision')
  return fields.toString()
}

function say(text) {
  if (status.textContent !== text) status.textContent = text
}

/** Whether everything typed is kept now. */
async function keep() {
  clearTimeout(waiting)
  const text = textOf()
  if (text === keptText) return true
  const fields = new URLSearchParams(new FormData(form))
  fields.set('do', 'keep')
  try {
    const answer = await fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' })
    if (answer.type !== 'opaqueredirect') throw new Error('it was not kept')
    keptText = text
    form.elements.revision.value = String(Number(form.elements.revision.value) + 1)
    say(`What you typed was kept at ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}.`)
    return true
  } catch {
    say('There is no connection. What you typed is still on this page: leave it open. It is tried again.')
    waiting = setTimeout(keep, TRY_AGAIN_MS)
    return false
  }
}

form?.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(keep, WAIT_MS)
})

let goes = false
form?.addEventListener('submit', async (event) => {
  // What the server has already is sent at once.
  if (goes || textOf() === keptText) return
  // Sent with no connection, the page and what is typed on it would be gone.
  event.preventDefault()
  const { submitter } = event
  if (!(await keep())) return
  goes = true
  form.requestSubmit(submitter)
})
