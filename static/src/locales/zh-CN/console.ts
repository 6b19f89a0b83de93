/** Words of console. */
export const console = {
  title: '',
} as const
