import { z } from 'zod'
import { isOwnPath } from '../../door.ts'

/** Where somebody goes once they are signed in: a page of our own, or the first. */
export const next = z
  .string()
  .max(500)
  .default('/')
  .transform((path) => (isOwnPath(path) ? path : '/'))
