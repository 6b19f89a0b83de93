import { expect, test } from 'vitest'

import { landing, sectionsOf } from './sections'

test('a mediator begins with the day, a court with its cases', () => {
  expect([landing('mediator'), landing('clerk'), landing('judge')]).toEqual(['today', 'cases', 'cases'])
})

test('every member of staff begins with a page of their own sections', () => {
  for (const role of ['mediator', 'clerk', 'judge', 'organisation', 'labour_office', 'court_admin', 'auditor'] as const) {
    expect(sectionsOf(role)).toContain(landing(role))
  }
  expect([landing('labour_office'), landing('court_admin'), landing('auditor')]).toEqual(['roster', 'roster', 'audit'])
})

test('no role has more than six sections', () => {
  for (const role of ['mediator', 'clerk', 'judge', 'organisation', 'labour_office', 'court_admin', 'auditor', 'operator'] as const) {
    expect(sectionsOf(role).length).toBeLessThanOrEqual(6)
  }
})
