// Steps that stand on each other: after the first failure the rest is told apart, not tried.
import { afterEach, beforeEach } from 'node:test'

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
