/** Faults of single fields, as the server names them, in words. */

import type { TextKey } from '@/locales'

type Say = (key: TextKey, named?: Record<string, unknown>) => string

/** One line a field: what it is called and what is wrong with it, in the words of `part`. */
export function faultLines(
  fields: Readonly<Record<string, string>>, say: Say, any: (key: string) => string, has: (key: string) => boolean, part = 'roster',
): string[] {
  const sentence = (fault: string): string | undefined => [`${part}.faults.${fault}`, `filing.number.${fault}`].find(has)
  return Object.entries(fields).map(([field, fault]) => {
    const last = field.split('.').at(-1) ?? field
    const name = has(`${part}.fields.${last}`) ? any(`${part}.fields.${last}`) : last
    const words = sentence(fault)
    return `${name}：${words ? any(words) : say('roster.faults.other')}`
  })
}
