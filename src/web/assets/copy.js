// A button that copies a text. Without this script the text can be marked and copied by hand.
for (const place of document.querySelectorAll('[data-copies]')) {
  const text = document.getElementById(place.dataset.copies)
  const button = place.querySelector('button')
  const said = place.querySelector('[role="status"]')
  if (text === null || button === null || said === null) continue
  place.hidden = false
  button.addEventListener('click', async () => {
    text.select()
    try {
      await navigator.clipboard.writeText(text.value)
      said.textContent = 'Copied'
    } catch {
      said.textContent = 'The text is marked: copy it with Ctrl and C'
    }
  })
}
