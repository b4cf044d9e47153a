// Loaded before a test file with properties: the first case that fails is enough, and making it small would take minutes.
import fc from 'fast-check'

fc.configureGlobal({ endOnFailure: true })
