/** Short reports of what was done, past tense only; what has a true opposite is taken back from here for a while. */

import { readonly, shallowRef } from 'vue'

import { asError, type ApiError } from '@/api/problem'

/** The opposite of what was reported, and the report of it. */
export interface Undo {
  readonly run: () => Promise<unknown>
  readonly done: string
}

interface Toast {
  readonly id: number
  readonly text: string
  readonly undo: Undo | null
  readonly busy: boolean
  /** Why it was not taken back. */
  readonly problem: ApiError | null
}

/** What keeps a report on the page: the pointer over it, or the focus in it. */
type Holder = 'pointer' | 'focus'

const SHOWN_MS = 8_000

const toasts = shallowRef<readonly Toast[]>([])
const timers = new Map<number, ReturnType<typeof setTimeout>>()
const holders = new Map<number, Set<Holder>>()
let last = 0

export function toast(text: string, undo: Undo | null = null): void {
  last += 1
  toasts.value = [...toasts.value.slice(-2), { id: last, text, undo, busy: false, problem: null }]
  count(last)
}

function drop(id: number): void {
  timers.delete(id)
  holders.delete(id)
  toasts.value = toasts.value.filter(one => one.id !== id)
}

function change(id: number, changes: Partial<Toast>): void {
  toasts.value = toasts.value.map(one => (one.id === id ? { ...one, ...changes } : one))
}

/** Its time begins, or begins anew, unless something holds it. */
function count(id: number): void {
  clearTimeout(timers.get(id))
  if (holders.get(id)?.size) return
  timers.set(id, setTimeout(() => drop(id), SHOWN_MS))
}

export function hold(id: number, by: Holder): void {
  clearTimeout(timers.get(id))
  holders.set(id, (holders.get(id) ?? new Set()).add(by))
}

/** When nothing holds it any more its time begins anew. */
export function release(id: number, by: Holder): void {
  holders.get(id)?.delete(by)
  count(id)
}

/** Do the opposite, once however often it is pressed; whether it was done. A refusal stands in the toast. */
export async function takeBack(id: number): Promise<boolean> {
  const one = toasts.value.find(shown => shown.id === id)
  if (!one?.undo || one.busy) return false
  clearTimeout(timers.get(id))
  change(id, { busy: true, problem: null })
  try {
    await one.undo.run()
  }
  catch (error) {
    change(id, { busy: false, problem: asError(error) })
    count(id)
    return false
  }
  drop(id)
  toast(one.undo.done)
  return true
}

export const shownToasts = readonly(toasts)
