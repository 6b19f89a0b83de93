import { expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { effectScope } from 'vue'

import { readSession } from '@/api/sessions'
import type { SessionView } from '@/api/types'

import { useHost } from './useHost'

vi.mock('@/api/sessions')

it('an older answer that comes late never replaces a newer one', async () => {
  setActivePinia(createPinia())
  const answers: ((view: SessionView) => void)[] = []
  vi.mocked(readSession).mockImplementation(() => new Promise(resolve => void answers.push(resolve)))
  const scope = effectScope()
  const host = scope.run(() => useHost('s'))
  const [older, newer] = [host?.refresh(), host?.refresh()]
  const [before, now] = [{ version: 1 }, { version: 2 }] as unknown as [SessionView, SessionView]

  answers[1]?.(now)
  await newer
  answers[0]?.(before)
  await older

  expect(host?.facts.value).toEqual(now)
  scope.stop()
})
