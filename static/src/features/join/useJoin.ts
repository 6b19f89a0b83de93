/** The way of a party from the link to the room: which page is shown, and what the server was told. */
import { computed, ref, shallowRef } from 'vue'

import {
  acknowledgeNotice, answerConsent, answerMediation, denyInvitation, invitationTicket, moveInvitation, openInvitation, readInvitation,
  reportDeviceCheck,
} from '@/api/invitations'
import { ApiError } from '@/api/problem'
import type { DeviceCheck, InvitationView, Purpose } from '@/api/types'
import { TicketRefusedError } from '@/protocol/socket'

export type Step = 'loading' | 'failed' | 'other-device' | 'landing' | 'not-me' | 'notice' | 'check' | 'room' | 'ended'

export type Answers = Record<Purpose, boolean | null>

const OVER: ReadonlySet<string> = new Set(['concluded', 'adjourned', 'cancelled'])

/** Where a person continues after the landing page. */
export function stepAfterLanding(view: InvitationView): Step {
  const answered = (view.online_mediation !== null || view.role === 'interpreter') && view.consents.length > 0 && view.consents.every(consent => consent.answer !== null)
  if (view.notice_acknowledged_at === null || !answered) return 'notice'
  return view.device_check === null ? 'check' : 'room'
}

/** The page a link opens with. */
export function firstStep(view: InvitationView): Step {
  if (OVER.has(view.session_state)) return 'ended'
  return view.device === 'other' ? 'other-device' : 'landing'
}

export function useJoin(token: string) {
  const step = ref<Step>('loading')
  const view = shallowRef<InvitationView | null>(null)
  const problem = shallowRef<ApiError | null>(null)
  const returning = computed(() => view.value !== null && stepAfterLanding(view.value) === 'room')

  async function load(): Promise<void> {
    step.value = 'loading'
    await guarded(async () => {
      view.value = await readInvitation(token)
      step.value = firstStep(view.value)
    })
  }

  /** Read the invitation again without leaving the page, such as after the end. */
  async function refresh(): Promise<void> {
    try {
      view.value = await readInvitation(token)
    }
    catch {
      // The page shows what it knew.
    }
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    problem.value = null
    try {
      await work()
    }
    catch (error) {
      if (!(error instanceof ApiError)) throw error
      problem.value = error
      step.value = 'failed'
    }
  }

  /** Bind the link to this device and go on where the person left off. */
  async function start(): Promise<void> {
    await guarded(async () => {
      view.value = await openInvitation(token)
      const next = firstStep(view.value)
      step.value = next === 'landing' ? stepAfterLanding(view.value) : next
    })
  }

  /** Someone else has the link: it stops working. */
  async function deny(): Promise<ApiError | null> {
    try {
      await denyInvitation(token)
      return null
    }
    catch (error) {
      if (error instanceof ApiError) return error
      throw error
    }
  }

  async function move(tail: string): Promise<ApiError | null> {
    try {
      view.value = await moveInvitation(token, { phone_tail: tail })
      step.value = firstStep(view.value)
      return null
    }
    catch (error) {
      if (error instanceof ApiError) return error
      throw error
    }
  }

  /** Store notice and answers; on failure the page stays, with everything chosen. */
  async function understand(answers: Answers, mediates: boolean | null = null): Promise<ApiError | null> {
    const now = view.value
    if (now === null) return null
    try {
      if (now.notice_acknowledged_at === null) await acknowledgeNotice(token, { version: now.notice_version })
      if (now.online_mediation === null && mediates !== null) await answerMediation(token, { answer: mediates, wording: now.steps_wording })
      for (const { purpose, version } of now.consents) {
        const answer = answers[purpose]
        if (answer !== null) await answerConsent(token, purpose, { answer, version })
      }
      view.value = await readInvitation(token)
      step.value = 'check'
      return null
    }
    catch (error) {
      if (error instanceof ApiError) return error
      throw error
    }
  }

  /** The result helps the staff; a failure to send it never keeps anyone out. */
  async function checked(result: DeviceCheck): Promise<void> {
    step.value = 'room'
    try {
      view.value = await reportDeviceCheck(token, result)
    }
    catch {
      // The board then says "not tested yet".
    }
  }

  async function changeConsent(answer: boolean): Promise<ApiError | null> {
    const recording = view.value?.consents.find(consent => consent.purpose === 'recording')
    if (recording === undefined) return null
    try {
      await answerConsent(token, 'recording', { answer, version: recording.version })
      await refresh()
      return null
    }
    catch (error) {
      if (error instanceof ApiError) return error
      throw error
    }
  }

  async function ticket(): Promise<string> {
    try {
      return (await invitationTicket(token)).ticket
    }
    catch (error) {
      if (error instanceof ApiError && !error.passing) throw new TicketRefusedError(error.code)
      throw error
    }
  }

  function show(next: Step): void {
    step.value = next
  }

  return { step, view, problem, returning, load, refresh, start, deny, move, understand, checked, changeConsent, ticket, show }
}
