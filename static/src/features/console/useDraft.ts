/**
 * What is typed into a form outlives a reload of this tab and a sign-in that ran out.
 *
 * It is gone once it was sent (`forget`), thrown away by whoever typed it (`clear`), when they sign out by their own
 * will, and when another account signs in. With it goes the key under which it was sent while no answer came
 * (`press`, for `useAction`): sent again after a reload it is the same request. Give it no field that holds a number of an identity card, a telephone
 * number, an address of mail, a password or a file: those are typed again, and `useUnsent` asks before they are lost.
 */
import { ref, watch, type Ref } from 'vue'

import type { KeptPress, Press } from '@/api/key'

import { useAccount } from './account'
import { draftName, dropDraft, keepDraft, keptDraft, type Draft } from './drafts'
import { useUnsent } from './leaving'

export interface DraftOptions {
  /** The version of what the form is filled from, where somebody else may change it meanwhile. */
  readonly version?: () => number
  /** Whether anything was typed; without it, whether the fields are other than at `begin`. */
  readonly touched?: () => boolean
}

/** Whether what was kept may stand in this field: the form may have changed between two versions of the page. */
const fits = (now: unknown, kept: unknown): boolean =>
  now === null || kept === null || (typeof now === typeof kept && Array.isArray(now) === Array.isArray(kept))

/**
 * Keep `fields` of `form` about one thing (`about`: a serial number, with what tells its parts apart).
 *
 * Call `begin` once the form stands as it is without a draft: what was kept is put in, and from then on every change
 * is kept. A dialog calls `rest` when it closes; what was typed waits for the next `begin`.
 */
export function useDraft(form: string, about: () => string, fields: Readonly<Record<string, Ref<unknown>>>, options: DraftOptions = {}) {
  const { me } = useAccount()
  /** What stands in the form was typed before. */
  const restored = ref(false)
  /** Somebody changed the thing after the draft was typed. */
  const outdated = ref(false)
  /** What was typed last could not be kept. */
  const unkept = ref(false)
  let name: string | null = null
  let blank = ''
  let since = 0
  /** Sent as it stands in `pressed`, and not answered. */
  let press: Press | null = null
  let pressed = ''
  let earlier: Press | null = null

  const text = (): string => JSON.stringify(Object.fromEntries(Object.entries(fields).map(([field, { value }]) => [field, value])))
  const touched = options.touched ?? (() => text() !== blank)

  function put(found: Draft['fields']): void {
    for (const [field, one] of Object.entries(fields)) {
      if (field in found && fits(one.value, found[field])) one.value = found[field]
    }
  }

  function begin(): void {
    name = draftName(me.value?.account ?? '', form, about())
    blank = text()
    since = options.version?.() ?? 0
    unkept.value = false
    const kept = keptDraft(name)
    outdated.value = kept !== null && kept.since !== since
    if (kept) {
      since = kept.since
      put(kept.fields)
    }
    restored.value = kept !== null && touched()
    if (kept && !restored.value) dropDraft(name)
    earlier = press = (restored.value && !outdated.value ? kept?.press : null) ?? null
    pressed = text()
  }

  function store(): void {
    if (name === null) return
    const fields = JSON.parse(text()) as Draft['fields']
    unkept.value = !keepDraft(name, press ? { since, fields, press } : { since, fields })
  }

  function rest(): void {
    name = null
    restored.value = false
  }

  function forget(): void {
    if (name) dropDraft(name)
    rest()
  }

  /** Take everything out again that was typed. */
  function clear(): void {
    if (name) dropDraft(name)
    put(JSON.parse(blank) as Draft['fields'])
    since = options.version?.() ?? 0
    restored.value = false
  }

  watch(text, (now) => {
    if (name === null) return
    // Other words are another request.
    if (now !== pressed) earlier = press = null
    if (touched()) {
      store()
      return
    }
    dropDraft(name)
    unkept.value = false
    restored.value = false
  })

  const sent: KeptPress = {
    take: (of) => {
      if (text() !== pressed || earlier?.of !== of) return null
      const found = earlier
      earlier = null
      return found
    },
    keep: (found) => {
      if (name === null || !touched()) return
      press = found
      pressed = text()
      store()
    },
    drop: () => {
      if (press === null) return
      press = null
      if (touched()) store()
    },
  }

  useUnsent(() => name !== null && unkept.value)

  return { restored, outdated, unkept, press: sent, begin, rest, forget, clear }
}

export type FormDraft = ReturnType<typeof useDraft>
