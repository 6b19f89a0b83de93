import { describe, expect, test } from 'vitest'

import { ApiError } from '@/api/problem'
import en from '@/locales/en'
import { refusals } from '@/locales/fixtures/refusals'
import zhCN from '@/locales/zh-CN'
import { console as words } from '@/locales/zh-CN/console'

import { problemFacts, problemKey } from './problem'

function at(tree: object, key: string): unknown {
  let found: unknown = tree
  for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
  return found
}

const has = (key: string): boolean => at({ console: words }, key) !== undefined

const keyOf = (status: number, code: string) => problemKey(new ApiError(status, code, null), has)

describe('the words of an error', () => {
  test('are those of its code when there are any', () => {
    expect(keyOf(409, 'recording.not_sealed')).toBe('console.problem.recording.not_sealed')
    expect(keyOf(0, 'network.unreachable')).toBe('console.problem.network.unreachable')
  })

  test('are those of its kind otherwise', () => {
    expect([keyOf(403, 'auth.forbidden'), keyOf(503, 'room.unavailable'), keyOf(418, 'http.418')])
      .toEqual(['console.problem.status.s403', 'console.problem.status.s500', 'console.problem.status.other'])
  })

  test('exist for every answer there can be', () => {
    for (const status of [0, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 502, 503, 507]) {
      const key = keyOf(status, 'never.heard')
      expect(has(`${key}.title`) && has(`${key}.next`), key).toBe(true)
    }
  })

  test('of a case that cannot do it now exist in both languages and are no common answer', () => {
    for (const language of [zhCN, en]) {
      for (const code of refusals) {
        const key = problemKey(new ApiError(409, code, null), one => at(language, one) !== undefined)
        expect(key, code).not.toContain('.status.')
        expect(at(language, `${key}.next`), code).toBeTypeOf('string')
      }
    }
  })

  test('name the state a case is in', () => {
    const refusal = new ApiError(409, 'case.illegal_transition', null, null, { state: 'filed', action: 'end' })

    const facts = problemFacts(refusal, key => String(at(zhCN, key)), key => at(zhCN, key) !== undefined)

    expect(facts['state']).toBe('已归档')
  })
})
