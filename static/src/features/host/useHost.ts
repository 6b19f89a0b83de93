/** What the host orders: room messages for what is forgotten, HTTP for what belongs in the case file. */
import { computed, reactive, ref, shallowRef, toRefs, watch } from 'vue'

import { sameRequest } from '@/api/key'
import { ApiError } from '@/api/problem'
import {
  conclude, orderRecording, readSession, removeParticipant, reportIdentity, restoreParticipant, staffTicket,
} from '@/api/sessions'
import { disclose } from '@/api/referral'
import type { DisclosureSaid, RecordingOrder, SessionView } from '@/api/types'
import { TicketRefusedError } from '@/protocol/socket'
import { useRoom } from '@/room/useRoom'

import { useDraft } from '../console/useDraft'
import { emptyForm, orderOf } from './outcome'
import { guestsOf, isUnsettled, nextStep, todosOf } from './readiness'

export function useHost(session: string) {
  const room = useRoom()
  const facts = shallowRef<SessionView | null>(null)
  const loading = ref(true)
  const problem = shallowRef<ApiError | null>(null)
  /** An order by HTTP that was refused; shown once. */
  const failed = shallowRef<ApiError | null>(null)
  const outcome = reactive(emptyForm())
  const draft = useDraft('outcome', () => session, toRefs(outcome))
  draft.begin()
  const send = sameRequest()
  let asked = 0
  let shown = 0

  const guests = computed(() => facts.value === null ? [] : guestsOf(facts.value, room.view))
  const todos = computed(() => todosOf(guests.value))
  const unsettled = computed(() => isUnsettled(facts.value))
  const step = computed(() => room.view === null ? null : nextStep(room.view, guests.value, unsettled.value))

  async function load(): Promise<void> {
    loading.value = true
    problem.value = null
    try {
      await read()
    }
    catch (error) {
      if (!(error instanceof ApiError)) throw error
      problem.value = error
    }
    finally {
      loading.value = false
    }
  }

  /** Answers may overtake each other: an older one never replaces what is shown. */
  async function read(): Promise<void> {
    asked += 1
    const turn = asked
    const answer = await readSession(session)
    if (turn < shown) return
    shown = turn
    facts.value = answer
  }

  /** Read the facts again; on failure the last ones stay on the screen. */
  async function refresh(): Promise<void> {
    try {
      await read()
    }
    catch {
      // The next change asks again.
    }
  }

  async function order(work: () => Promise<unknown>): Promise<boolean> {
    failed.value = null
    try {
      await work()
      await refresh()
      return true
    }
    catch (error) {
      if (!(error instanceof ApiError)) throw error
      failed.value = error
      return false
    }
  }

  async function ticket(quietly: boolean): Promise<string> {
    try {
      return (await staffTicket(session, quietly)).ticket
    }
    catch (error) {
      if (error instanceof ApiError && !error.passing) throw new TicketRefusedError(error.code)
      throw error
    }
  }

  watch(() => room.factsChanged, () => void refresh())

  return {
    facts, loading, problem, failed, outcome, draft, guests, todos, unsettled, step, load, refresh, ticket,
    identity: (person: string, passed: boolean, note: string) =>
      order(() => reportIdentity(session, person, { result: passed ? 'passed' : 'failed', note: note.trim() === '' ? null : note.trim() })),
    remove: (person: string, reason: string) => order(() => removeParticipant(session, person, { reason })),
    restore: (person: string) => order(() => restoreParticipant(session, person)),
    record: (action: RecordingOrder['action']) => order(() => orderRecording(session, { action })),
    disclose: (said: DisclosureSaid) => order(() => disclose(facts.value?.summary.serial ?? '', said)),
    /** End the session with the outcome as typed; call with nothing missing of it. */
    async end(): Promise<boolean> {
      const done = await order(() => send(orderOf(outcome, facts.value?.summary.mode), body => conclude(session, body)))
      if (done) draft.forget()
      return done
    },
    dismissFailure: () => {
      failed.value = null
    },
  }
}

/** What needs a reason the person will read. */
export type Act = 'refuse' | 'sendBack' | 'remove'

export type Host = ReturnType<typeof useHost>
