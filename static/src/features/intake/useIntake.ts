/** One application at the desk: read it, write it with autosave, and everything that is done with it. */

import { onScopeDispose, reactive, ref, shallowRef } from 'vue'

import { readIntake, saveIntake } from '@/api/intake'
import { asError, type ApiError } from '@/api/problem'
import type { ApplicationForm, IntakeView, PartyForm } from '@/api/types'

const PAUSE_MS = 1_000

export type Saving = 'saved' | 'saving' | 'unsaved'

export function useIntake(id: string) {
  const view = shallowRef<IntakeView | null>(null)
  const form = shallowRef<ApplicationForm | null>(null)
  const problem = shallowRef<ApiError | null>(null)
  const saving = ref<Saving>('saved')
  /** What was typed that is no sum or number, by its field: it stays there to be mended, and nobody goes on before. */
  const bad = reactive(new Map<string, string>())
  let written = 0
  let stored = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  onScopeDispose(() => {
    clearTimeout(timer)
    void save()
  })

  function show(next: IntakeView): void {
    view.value = next
    if (written === stored) form.value = next.application
  }

  /** Save what was written, then do something and show the answer; tells whether it was done. */
  async function act(work: () => Promise<IntakeView>): Promise<boolean> {
    if (!await save()) return false
    try {
      show(await work())
      problem.value = null
      return true
    }
    catch (error) {
      problem.value = asError(error)
      return false
    }
  }

  function write(change: Partial<ApplicationForm>): void {
    if (!form.value) return
    form.value = { ...form.value, ...change }
    written += 1
    saving.value = 'unsaved'
    clearTimeout(timer)
    timer = setTimeout(() => void save(), PAUSE_MS)
  }

  function writeParty(key: string, change: Partial<PartyForm>): void {
    if (!form.value) return
    write({ parties: form.value.parties.map(party => (party.key === key ? { ...party, ...change } : party)) })
  }

  /** Tells whether the server has everything. */
  async function save(): Promise<boolean> {
    clearTimeout(timer)
    await running
    if (!view.value || !form.value || written === stored) return true
    running = store(view.value, form.value)
    await running
    running = null
    return written === stored
  }

  async function store(known: IntakeView, text: ApplicationForm): Promise<void> {
    const at = written
    saving.value = 'saving'
    try {
      const next = await saveIntake(id, known.version, text)
      stored = at
      problem.value = null
      saving.value = written === at ? 'saved' : 'unsaved'
      show(next)
    }
    catch (error) {
      saving.value = 'unsaved'
      problem.value = asError(error)
    }
  }

  /** Read again, dropping what was not saved. */
  async function load(): Promise<void> {
    stored = written
    bad.clear()
    await act(() => readIntake(id))
    saving.value = 'saved'
  }

  return { view, form, problem, saving, bad, load, act, write, writeParty, save }
}

export type Intake = ReturnType<typeof useIntake>
