/** Words of room. */
export const room = {
  title: '',
} as const
