// Starts the design system's components where a browser runs them. Every page works without.
import { initAll } from './govuk-frontend.js'

initAll()
