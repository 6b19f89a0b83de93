import { describe, expect, test } from 'vitest'

import { ApiError } from '@/api/problem'
import { console as words } from '@/locales/zh-CN/console'

import { problemKey } from './problem'

function has(key: string): boolean {
  let at: unknown = { console: words }
  for (const part of key.split('.')) at = (at as Record<string, unknown> | undefined)?.[part]
  return at !== undefined
}

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
})
