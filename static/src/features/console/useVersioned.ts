/** A form over something others may change too: from which version it was filled, and what stands there now. */

import { computed, shallowRef, watch, type Ref } from 'vue'

export type Texts<Name extends string> = Readonly<Record<Name, string>>

export interface Stored<Name extends string> {
  readonly version: number
  /** What is stored, as the form holds it. */
  readonly texts: Texts<Name>
}

export interface Difference {
  readonly name: string
  readonly mine: string
  readonly theirs: string
}

/**
 * Follow `stored` until something is typed. From then on a newer version never overwrites the form: `differences`
 * says where they part, and the person decides with `keepMine` or `takeTheirs`. `base` is what it was filled from: a
 * draft keeps it with what was typed, so that a change by others is seen after a reload too.
 */
export function useVersioned<Name extends string>(
  stored: () => Stored<Name> | null, typed: () => Texts<Name>, fill: (texts: Texts<Name>) => void,
) {
  const base: Ref<Stored<Name> | null> = shallowRef(null)

  function takeTheirs(): void {
    base.value = stored()
    if (base.value) fill(base.value.texts)
  }
  function keepMine(): void {
    base.value = stored()
  }

  const isNewer = computed(() => {
    const now = stored()
    return base.value !== null && now !== null && now.version !== base.value.version
  })
  const differences = computed(() => {
    const now = stored()
    return isNewer.value && now ? partings(typed(), now.texts) : []
  })
  const version = computed(() => base.value?.version ?? 0)
  const touched = (): boolean => base.value !== null && partings(typed(), base.value.texts).length > 0

  watch(stored, (now) => {
    const before = base.value
    if (!now) return
    if (!before || partings(typed(), before.texts).length === 0) takeTheirs()
    // What others changed and this form says already is no conflict.
    else if (partings(typed(), now.texts).length === 0) keepMine()
  }, { immediate: true })

  return { base, touched, version, differences, keepMine, takeTheirs }
}

const partings = <Name extends string>(mine: Texts<Name>, theirs: Texts<Name>): Difference[] =>
  (Object.keys(theirs) as Name[])
    .map(name => ({ name, mine: mine[name].trim(), theirs: theirs[name] }))
    .filter(one => one.mine !== one.theirs.trim())
