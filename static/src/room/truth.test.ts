import { describe, expect, it } from 'vitest'

import { aView } from '@/protocol/fixtures/views'
import { truthOf } from './truth'

const RECORDING = aView().recording

describe('who hears', () => {
  it('names the other side to a party', () => {
    expect(truthOf(aView(), 'live')).toMatchObject({ heard: 'joint', names: ['王调解员', '赵律师'] })
  })

  it('says both sides to the host', () => {
    const view = aView({ heard_by: { names: ['李秀兰', '赵律师'], includes_other_side: false, both_sides: true } })

    expect(truthOf(view, 'live').heard).toBe('bothSides')
  })

  it('is nobody where the server names nobody', () => {
    const view = aView({ heard_by: { names: [], includes_other_side: false, both_sides: false } })

    expect(truthOf(view, 'live').heard).toBe('nobody')
  })

  it('is nobody the moment the line is down, whatever the last view said', () => {
    expect(truthOf(aView(), 'lost')).toMatchObject({ heard: 'nobodyLost', names: [], recorded: 'lost' })
  })

  it('is only those inside in a caucus', () => {
    const view = aView({ heard_by: { names: ['王调解员'], includes_other_side: false, both_sides: false } })

    expect(truthOf({ ...view, me: { ...view.me, place: 'caucus' } }, 'live').heard).toBe('caucus')
  })
})

describe('recording', () => {
  it('says so, with its seconds', () => {
    const view = aView({ recording: { ...RECORDING, state: 'on', me: true, seconds: 90 } })

    expect(truthOf(view, 'live')).toMatchObject({ recorded: 'on', seconds: 90 })
  })

  it('tells a person without consent that they are left out', () => {
    const view = aView({ recording: { ...RECORDING, state: 'on', me: false } })

    expect(truthOf(view, 'live')).toMatchObject({ recorded: 'leftOut', seconds: null })
  })

  it('tells the host of the meeting, also while nothing of the host is written', () => {
    const view = aView({ recording: { ...RECORDING, state: 'on', me: false } })

    expect(truthOf({ ...view, me: { ...view.me, role: 'mediator' } }, 'live').recorded).toBe('on')
  })

  it('is never on in a caucus', () => {
    expect(truthOf(aView({ recording: { ...RECORDING, state: 'not_allowed' } }), 'live').recorded).toBe('notAllowed')
  })
})
