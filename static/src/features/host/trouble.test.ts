import { expect, it } from 'vitest'

import { memberView } from '@/protocol/fixtures/views'

import { troublesOf } from './trouble'

const li = memberView({ identity: 'li', name: '李秀兰', place: 'joint' })
const zhou = memberView({ identity: 'zhou', name: '周经理', place: 'joint' })

it('people with good and fair lines are left alone', () => {
  expect(troublesOf([li, zhou], { li: 'good', zhou: 'fair' }, [])).toEqual([])
})

it('the worst comes first, each with one trouble', () => {
  const gone = memberView({ identity: 'gone', name: '赵律师', place: 'joint', connection: 'reconnecting' })

  expect(troublesOf([li, zhou, gone], { li: 'poor', zhou: 'poor' }, ['zhou']).map(one => [one.identity, one.kind])).toEqual([
    ['gone', 'lost'], ['zhou', 'silent'], ['li', 'poor'],
  ])
})

it('who waits or has left is not spoken to', () => {
  const waiting = memberView({ identity: 'w', place: 'lobby' })
  const away = memberView({ identity: 'a', place: 'joint', connection: 'away' })

  expect(troublesOf([waiting, away], { w: 'lost', a: 'lost' }, ['w'])).toEqual([])
})
