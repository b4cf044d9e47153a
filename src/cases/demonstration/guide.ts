/** A way through the demonstration for whoever has never seen it: these people in turn, and what each of them does. */
export const GUIDE = [
  { name: 'Megan Madeup', does: 'Raises a concern about a child, as a social worker' },
  { name: 'Tamar Notreal', does: 'Decides on it, as the team manager' },
  { name: 'Lena Storybook', does: 'Puts the child on the list, as the service manager' },
  { name: 'Dora Legend', does: 'Sees every child on the list, as the director' },
] as const
