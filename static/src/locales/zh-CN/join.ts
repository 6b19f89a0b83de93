/** Words of join. */
export const join = {
  title: '',
} as const
