/** How recently whoever lets somebody in, themselves on another device included, has shown who they are. */
export const FRESH_MINUTES = 10

/** A form of a page that was opened in time has as long again to be filled in. */
export const FRESH_FORM_MINUTES = 20
