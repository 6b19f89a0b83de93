import { expect, test } from 'vitest'

import { landing, sectionsOf } from './sections'

test('a mediator begins with the day, a court with its cases', () => {
  expect([landing('mediator'), landing('clerk'), landing('judge')]).toEqual(['today', 'cases', 'cases'])
})

test('no role has more than six sections', () => {
  for (const role of ['mediator', 'clerk', 'judge', 'organisation', 'labour_office', 'court_admin', 'auditor'] as const) {
    expect(sectionsOf(role).length).toBeLessThanOrEqual(6)
  }
})
