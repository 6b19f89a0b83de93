/** What a party chooses and answers about the mediator: read once, shown in two places of their page. */
import { computed, onMounted, shallowRef } from 'vue'

import { asError, type ApiError } from '@/api/problem'
import { askChangeOwn, askCourtOwn, challengeOwn, pickOwn, readOwnChoice, replyOwn } from '@/api/referral'
import type { OwnChallengeRequest, OwnChangeAsked, OwnChoiceView, OwnDisclosureView, OwnReply } from '@/api/types'

type Reply = OwnReply['reply']

export function useOwnChoice(token: string) {
  const view = shallowRef<OwnChoiceView | null>(null)
  const problem = shallowRef<ApiError | null>(null)

  async function ask(work: () => Promise<OwnChoiceView>): Promise<boolean> {
    problem.value = null
    try {
      view.value = await work()
      return true
    } catch (error) {
      problem.value = asError(error)
      return false
    }
  }

  // Before anybody is asked there is nothing to show, and nothing to say about it.
  onMounted(() => ask(() => readOwnChoice(token)))

  const disclosures = computed(() => view.value?.disclosures ?? [])
  /** What another one said for this party, they may say themselves as long as it is open. */
  const isOpen = (one: OwnDisclosureView): boolean => !one.settled && (one.reply === null || one.said_by !== '')
  return {
    view, problem,
    waiting: computed(() => disclosures.value.filter(isOpen)),
    settled: computed(() => disclosures.value.filter(one => !isOpen(one))),
    pick: (entry: string) => ask(() => pickOwn(token, { entry })),
    askCourt: () => ask(() => askCourtOwn(token)),
    /** True when the server took it. */
    challenge: (body: OwnChallengeRequest) => ask(() => challengeOwn(token, body)),
    change: (body: OwnChangeAsked) => ask(() => askChangeOwn(token, body)),
    reply: (id: string, reply: Reply) => ask(() => replyOwn(token, id, { reply })),
  }
}

export type OwnMediator = ReturnType<typeof useOwnChoice>
