// Steps that stand on each other: after the first failure the rest is told apart, not tried.
import assert from 'node:assert/strict'
import { afterEach, beforeEach } from 'node:test'

/** No page threw, or left a rejection to nobody. Fails with every fault in full: a diff of lists would cut them. */
export const assertNoFaults = (people) => {
  const faults = people.flatMap((person) => person.faults)
  assert.ok(faults.length === 0, `${faults.length} faults of pages:\n${faults.join('\n')}`)
}

/** Call in `describe`. What everyone saw when a step failed is kept as a picture. */
export const failFast = (people, log) => {
  let broken = null
  beforeEach(() => {
    if (broken) throw new Error(`an earlier step failed: ${broken}`)
  })
  afterEach(async (context) => {
    if (context.passed || broken) return
    broken = context.name
    const present = people().filter(Boolean)
    await Promise.allSettled(present.map((person) => person.shot(`failed-${person.name}`)))
    console.error(log().slice(-4000))
  })
}
