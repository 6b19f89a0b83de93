/** What a mediator disclosed and is put to this person while the room is live, and their reply. */

import { computed, onMounted, shallowRef, watch } from 'vue'

import { readDisclosures, replyInRoom } from '@/api/invitations'
import { ApiError } from '@/api/problem'
import type { OwnDisclosureView } from '@/api/types'
import { useRoom } from '@/room/useRoom'

export function useDisclosed(token: string) {
  const room = useRoom()
  const all = shallowRef<readonly OwnDisclosureView[]>([])
  const problem = shallowRef<ApiError | null>(null)
  let asked = 0

  /** What waits for this person, one after another; what another one said for them, they are asked as well. */
  const waiting = computed(() => all.value.find(one => !one.settled && (one.reply === null || one.said_by !== '')) ?? null)
  /** Answered here, and others are still to answer. */
  const others = computed(() => waiting.value === null && all.value.some(one => one.reply !== null && !one.settled))

  /** Answers may overtake each other: only the last one asked for is shown. */
  async function show(ask: () => Promise<readonly OwnDisclosureView[]>): Promise<boolean> {
    asked += 1
    const turn = asked
    try {
      const answer = await ask()
      if (turn === asked) all.value = answer
      return true
    }
    catch (error) {
      if (!(error instanceof ApiError)) throw error
      problem.value = error
      return false
    }
  }

  /** On failure the last answer stays; the next change asks again. */
  async function refresh(): Promise<void> {
    const before = problem.value
    if (!await show(() => readDisclosures(token))) problem.value = before
  }

  async function reply(said: 'continue' | 'challenge'): Promise<void> {
    const one = waiting.value
    if (one === null) return
    problem.value = null
    // Somebody else may have settled it meanwhile.
    if (!await show(() => replyInRoom(token, one.id, { reply: said }))) await refresh()
  }

  watch(() => [room.panelChanged, room.live], () => void refresh())
  onMounted(refresh)

  return { waiting, others, problem, reply }
}

export type Disclosed = ReturnType<typeof useDisclosed>
