// Shows what is asked after an answer once that answer is chosen. Without this script it stands there from the beginning.
// The design system's own component says "expanded" of a radio button, which ARIA does not allow.
const all = [...document.querySelectorAll('input[data-reveals]')]

function show() {
  for (const input of all) {
    const more = document.getElementById(input.dataset.reveals)
    more?.classList.toggle('sl-hidden', !input.checked)
  }
}

document.addEventListener('change', show)
window.addEventListener('pageshow', show)
show()
