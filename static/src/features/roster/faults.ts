/** Faults of single fields, as the server names them, in words. */

import type { TextKey } from '@/locales'

type Say = (key: TextKey, named?: Record<string, unknown>) => string

/** One line a field: what it is called and what is wrong with it. */
export function faultLines(
  fields: Readonly<Record<string, string>>, say: Say, any: (key: string) => string, has: (key: string) => boolean,
): string[] {
  return Object.entries(fields).map(([field, fault]) => {
    const last = field.split('.').at(-1) ?? field
    const name = has(`roster.fields.${last}`) ? any(`roster.fields.${last}`) : last
    return `${name}：${has(`roster.faults.${fault}`) ? any(`roster.faults.${fault}`) : say('roster.faults.other')}`
  })
}
