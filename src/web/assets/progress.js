// Looks again every second while something is being done, and goes on once it is. Without this script the page is loaded again by hand.
const EVERY_MS = 1000
const place = document.querySelector('[data-refreshes]')

async function look() {
  const answer = await fetch(place.dataset.refreshes, { headers: { accept: 'text/html' } })
  if (answer.redirected || !answer.ok) {
    window.location.assign(answer.url)
    return
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of ['[role="status"]', 'progress']) {
    const [old, now] = [place.querySelector(part), page.querySelector(part)]
    if (old === null || now === null || old.outerHTML === now.outerHTML) continue
    // A region that stands stays, so that what is new in it is read out.
    if (part === 'progress') old.value = now.value
    else old.textContent = now.textContent
  }
  setTimeout(again, EVERY_MS)
}

function again() {
  look().catch(() => setTimeout(again, EVERY_MS * 5))
}

if (place !== null) setTimeout(again, EVERY_MS)
