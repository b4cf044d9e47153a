/** What a writer says, one in a line. */
export type Line =
  | { readonly kind: 'opened' }
  | { readonly kind: 'acknowledged'; readonly entry: string; readonly key: string }
  | { readonly kind: 'refused'; readonly says: string }
