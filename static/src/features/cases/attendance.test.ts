import { describe, expect, test } from 'vitest'

import type { AttendanceStretch } from '@/api/types'

import { summarise } from './attendance'

const at = (minute: number) => `2026-11-23T01:${String(minute).padStart(2, '0')}:00Z`
const stretch = (kind: AttendanceStretch['kind'], since: number, until: number | null): AttendanceStretch =>
  ({ kind, since: at(since), until: until === null ? null : at(until) })

describe('attendance', () => {
  test('of a person who dropped and came back', () => {
    const sum = summarise([
      stretch('waiting', 0, 5), stretch('present', 5, 20), stretch('dropped', 20, 22), stretch('present', 22, 30),
      stretch('caucus', 30, 40), stretch('present', 40, 50),
    ])

    expect([sum.joined, sum.left, sum.presentMs]).toEqual([at(5), at(50), 43 * 60_000])
    expect(sum.drops).toHaveLength(1)
    expect(sum.caucuses).toEqual([stretch('caucus', 30, 40)])
  })

  test('of a person who waited and was never let in', () => {
    expect(summarise([stretch('waiting', 0, 30)])).toMatchObject({ joined: null, left: null, presentMs: 0 })
  })

  test('of a person who is still in has no end', () => {
    expect(summarise([stretch('present', 5, 20), stretch('present', 30, null)])).toMatchObject({ left: null, stillIn: true })
  })

  test('of a person who dropped and did not return ends with the drop', () => {
    expect(summarise([stretch('present', 5, 20), stretch('dropped', 20, null)])).toMatchObject({ left: at(20), stillIn: false })
  })
})
