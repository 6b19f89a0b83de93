/** One's own case by its link: read it, write it with autosave, hand it in, add files. */

import { computed, onScopeDispose, ref, shallowRef } from 'vue'

import { fileForm } from '@/api/intake'
import {
  acknowledgeRisk, addOwnMaterial, answerOwnStep, callOwnMaterial, confirmOwnRecord, denyOwnCase, moveOwnCase, openOwnCase, readOwnCase, removeOwnMaterial,
  resubmitOwnCase, saveOwnCase, sayOwnYear,
  submitOwnCase,
} from '@/api/ownCase'
import { asError, type ApiError } from '@/api/problem'
import type { ApplicationForm, MaterialKind, OwnCaseView, ConsentStep, SayYear } from '@/api/types'
import { readable } from '@/ui/photo'

import { renamed } from './form'
import { forgetAll, forgetText, keepLink, keepText, keptText } from './kept'

/** Typing pauses this long before it is saved. */
const PAUSE_MS = 1_200
/** After a failure, try again this often. */
const AGAIN_MS = 10_000

export type Saving = 'saved' | 'saving' | 'kept' | 'failed'

export function useOwnCase(token: string) {
  const view = shallowRef<OwnCaseView | null>(null)
  const form = shallowRef<ApplicationForm | null>(null)
  const house = ref('')
  const problem = shallowRef<ApiError | null>(null)
  const saving = ref<Saving>('saved')
  const savedAt = ref(0)
  let written = 0
  let stored = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<ApiError | null> | null = null

  onScopeDispose(() => clearTimeout(timer))

  function show(next: OwnCaseView): void {
    view.value = next
    if (!next.application) return
    if (next.handed_in) forgetAll()
    else keepLink(token)
    if (form.value && written !== stored) return
    const kept = keptText(token, next.version)
    form.value = kept?.form ?? next.application
    house.value = kept?.house ?? next.house
    if (kept) {
      written += 1
      later(0)
    }
  }

  /** Do something and show the answer; what went wrong is returned, never thrown. */
  async function act(work: () => Promise<OwnCaseView>): Promise<ApiError | null> {
    try {
      show(await work())
      problem.value = null
      return null
    }
    catch (error) {
      problem.value = asError(error)
      return problem.value
    }
  }

  function write(next: ApplicationForm): void {
    form.value = next
    changed()
  }

  function choose(name: string): void {
    house.value = name
    changed()
  }

  function changed(): void {
    written += 1
    if (view.value && form.value) keepText({ token, version: view.value.version, house: house.value, form: form.value })
    later(PAUSE_MS)
  }

  function later(pause: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), pause)
  }

  /** Save what was written, one request at a time; resolved when the server has it or it failed. */
  async function save(): Promise<ApiError | null> {
    clearTimeout(timer)
    await running
    if (!view.value || !form.value || written === stored) return null
    const sending = store(view.value, form.value)
    running = sending
    const failed = await sending
    running = null
    if (failed) refused(failed)
    return failed
  }

  async function store(known: OwnCaseView, text: ApplicationForm): Promise<ApiError | null> {
    saving.value = 'saving'
    const at = written
    let next: OwnCaseView
    try {
      next = await saveOwnCase(token, known.version, house.value, text)
    }
    catch (error) {
      return asError(error)
    }
    stored = at
    view.value = next
    if (written === at) {
      form.value = next.application
      forgetText()
    }
    else if (form.value && next.application) {
      form.value = renamed(form.value, text, next.application)
    }
    saving.value = 'saved'
    savedAt.value = Date.now()
    return null
  }

  function refused(error: ApiError): void {
    if (error.passing) {
      saving.value = error.status === 0 ? 'kept' : 'failed'
      later(AGAIN_MS)
      return
    }
    saving.value = 'failed'
    problem.value = error
    if (error.code === 'conflict.stale') void startOver()
  }

  /** Somebody wrote elsewhere: show theirs. */
  async function startOver(): Promise<void> {
    stored = written
    forgetText()
    const reason = problem.value
    await load()
    problem.value = reason
  }

  const load = () => act(() => readOwnCase(token))

  return {
    view, form, house, problem, saving, savedAt, load, write, choose, save,
    handedIn: computed(() => view.value?.handed_in === true),
    open: () => act(() => openOwnCase(token)),
    /** It is not me: null when the link is closed. */
    deny: async (): Promise<ApiError | null> => {
      try {
        await denyOwnCase(token)
        return null
      }
      catch (error) {
        return asError(error)
      }
    },
    move: (tail: string) => act(() => moveOwnCase(token, tail)),
    submit: async () => await save() ?? act(() => submitOwnCase(token)),
    resubmit: async () => await save() ?? act(() => resubmitOwnCase(token)),
    confirmRecord: (document: string) => act(() => confirmOwnRecord(token, document)),
    sayYear: (said: SayYear) => act(() => sayOwnYear(token, said)),
    acknowledge: () => act(() => acknowledgeRisk(token)),
    answer: (step: ConsentStep, answer: boolean, reason: string) =>
      act(() => answerOwnStep(token, step, { answer, wording: view.value?.steps_wording ?? '', reason })),
    remove: (material: string) => act(() => removeOwnMaterial(token, material)),
    call: (material: string, kind: MaterialKind) => act(() => callOwnMaterial(token, material, kind)),
    add: async (file: File, kind: MaterialKind): Promise<ApiError | null> => {
      try {
        show(await addOwnMaterial(token, fileForm(await readable(file), kind)))
        return null
      }
      catch (error) {
        return asError(error)
      }
    },
  }
}

export type OwnCase = ReturnType<typeof useOwnCase>
