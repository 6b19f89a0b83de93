/** Words of host. */
export const host = {
  title: '',
} as const
