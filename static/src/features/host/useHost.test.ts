import { expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { effectScope, nextTick } from 'vue'

import { conclude, readSession } from '@/api/sessions'
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

it('what was typed of an outcome outlives the page of the meeting, and goes when the session has ended', async () => {
  setActivePinia(createPinia())
  vi.mocked(conclude).mockResolvedValue(undefined as never)
  const scope = effectScope()
  const hostOf = (session: string) => {
    const host = scope.run(() => useHost(session))
    if (host === undefined) throw new Error('a scope that is over')
    return host
  }
  const first = hostOf('s')
  Object.assign(first.outcome, { kind: 'settled', terms: '十二月十日前付清' })
  await nextTick()

  const again = hostOf('s')
  expect(again.outcome).toMatchObject({ kind: 'settled', terms: '十二月十日前付清' })
  expect(hostOf('another').outcome.terms).toBe('')

  vi.mocked(readSession).mockResolvedValue({} as SessionView)
  expect(await again.end()).toBe(true)
  expect(hostOf('s').outcome.terms).toBe('')
  scope.stop()
})
