/** Narrowing a list of candidates by fee and by kind of roster; what is chosen stays in sight. */

import { computed, ref, type ComputedRef, type Ref } from 'vue'

import type { CandidateView, Fee, RosterLevel } from '@/api/types'

import { FEES, LEVELS } from './looks'

type Narrowed = Pick<CandidateView, 'id' | 'fee' | 'level'>

export interface Narrowing<C extends Narrowed> {
  fee: Ref<Fee | ''>
  level: Ref<RosterLevel | ''>
  /** What the candidates differ in; a field in which all are alike is not offered. */
  fees: ComputedRef<Fee[]>
  levels: ComputedRef<RosterLevel[]>
  shown: ComputedRef<C[]>
}

export function useNarrowing<C extends Narrowed>(all: () => readonly C[], chosen: () => string): Narrowing<C> {
  const fee = ref<Fee | ''>('')
  const level = ref<RosterLevel | ''>('')
  const fits = (one: C) => (!fee.value || one.fee === fee.value) && (!level.value || one.level === level.value)
  return {
    fee,
    level,
    fees: computed(() => offered(FEES, all().map(one => one.fee))),
    levels: computed(() => offered(LEVELS, all().map(one => one.level))),
    shown: computed(() => all().filter(one => fits(one) || one.id === chosen())),
  }
}

function offered<W>(words: readonly W[], found: readonly W[]): W[] {
  const used = words.filter(one => found.includes(one))
  return used.length > 1 ? used : []
}
