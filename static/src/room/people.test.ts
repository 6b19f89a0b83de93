import { describe, expect, it } from 'vitest'

import { aMember } from '@/protocol/fixtures/views'
import { bySide, featured, isStaff, marksOf, seatSide, voiceOf } from './people'

describe('the voice of a person', () => {
  it('is their lost line before anything else', () => {
    expect(voiceOf(aMember('a', { connection: 'reconnecting', mic: 'on' }), true).key).toBe('room.reconnecting')
  })

  it('tells a mute by the mediator from their own', () => {
    expect(voiceOf(aMember('a', { mic: 'host_muted' }), false).key).toBe('room.hostMuted')
    expect(voiceOf(aMember('a', { mic: 'off' }), false).key).toBe('room.muted')
  })

  it('never says speaking while the microphone is off at the server', () => {
    expect(voiceOf(aMember('a', { mic: 'off' }), true).go).toBe(false)
  })
})

describe('marks', () => {
  it('name someone who refused recording while it runs', () => {
    const member = aMember('a', { recording_consent: false })

    expect(marksOf(member, null, true).map(mark => mark.key)).toEqual(['room.notRecorded'])
    expect(marksOf(member, null, false)).toEqual([])
  })

  it('do not call anyone refused whose answer the viewer may not know', () => {
    expect(marksOf(aMember('a', { recording_consent: null }), null, true)).toEqual([])
  })

  it('say why there is no picture where this browser cannot decode it', () => {
    expect(marksOf(aMember('a'), null, false, true).map(mark => mark.key)).toEqual(['room.undecodable'])
  })

  it('say that a line is weak, not that it is lost twice', () => {
    expect(marksOf(aMember('a'), 'poor', false).map(mark => mark.key)).toEqual(['room.weak'])
    expect(marksOf(aMember('a', { connection: 'reconnecting' }), 'lost', false)).toEqual([])
  })
})

it('the applicant stands left, the respondent right, whoever came first', () => {
  const groups = bySide([aMember('r', { side: 'respondent' }), aMember('w', { side: 'neutral' }), aMember('a')])

  expect(groups.map(group => group.people.map(person => person.identity))).toEqual([['a'], ['r']])
})

describe('the large picture', () => {
  const wang = aMember('wang', { side: 'neutral' })
  const zhao = aMember('zhao', { side: 'respondent' })

  it('is a shown screen before everyone', () => {
    expect(featured([wang, aMember('zhou', { screen: true })], 'wang')?.identity).toBe('zhou')
  })

  it('stays with who spoke last', () => {
    expect(featured([wang, zhao], 'zhao')?.identity).toBe('zhao')
  })

  it('is the mediator when nobody has spoken, or the speaker has gone', () => {
    expect(featured([zhao, wang], null)?.identity).toBe('wang')
    expect(featured([zhao, wang], 'gone')?.identity).toBe('wang')
  })

  it('is empty in an empty room', () => {
    expect(featured([], null)).toBeNull()
  })
})

it('sits an interpreter with whom they help, as neither of their side nor the host', () => {
  const signer = aMember('signer', { side: 'neutral', role: 'interpreter', linked_to: 'r' })
  const all = [signer, aMember('r', { side: 'respondent' }), aMember('a'), aMember('wang', { side: 'neutral', role: 'mediator' })]

  expect(bySide(all, one => seatSide(one, all)).map(group => group.people.map(one => one.identity))).toEqual([['a'], ['signer', 'r']])
  expect(all.filter(isStaff).map(one => one.identity)).toEqual(['wang'])
  expect(featured(all, null)?.identity).toBe('wang')
})
