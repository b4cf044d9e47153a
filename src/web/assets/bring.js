// Says before anything is sent that files are too large: a server that stops listening cannot say so. It works without.
const form = document.querySelector('form[data-most-bytes]')
const files = document.getElementById('files')
const error = document.getElementById('files-error')

form?.addEventListener('submit', (event) => {
  const bytes = [...files.files].reduce((sum, { size }) => sum + size, 0)
  const most = Number(form.dataset.mostBytes)
  if (bytes <= most) return
  event.preventDefault()
  const megabytes = Math.ceil(bytes / 1048576)
  error.querySelector('[data-says]').textContent =
    `The files are ${megabytes} MB in all, and ${most / 1048576} MB at most can be sent. Ask whoever looks after Sightline to import them by command`
  error.hidden = false
  files.setAttribute('aria-describedby', 'files-hint files-error')
  files.focus()
})
