/** What the host has typed of the outcome: it outlives a lost line and a reload of this tab, not the end of the meeting. */
import { reactive, watch } from 'vue'

import { emptyForm, type OutcomeForm } from './outcome'

const NAME = 'mediation-room.outcome.'

/** Of this tab alone: nothing of it is left on the machine once the tab is closed. */
function storage(): Storage | null {
  try {
    return sessionStorage
  }
  catch {
    return null
  }
}

function kept(name: string): Partial<OutcomeForm> {
  try {
    return JSON.parse(storage()?.getItem(name) ?? '{}') as Partial<OutcomeForm>
  }
  catch {
    return {}
  }
}

export function useOutcomeDraft(session: string) {
  const name = NAME + session
  const form = reactive<OutcomeForm>({ ...emptyForm(), ...kept(name) })

  watch(form, () => {
    try {
      storage()?.setItem(name, JSON.stringify(form))
    }
    catch {
      // Full: what is on the page is enough while it stays open.
    }
  })

  return { form, forget: () => storage()?.removeItem(name) }
}
