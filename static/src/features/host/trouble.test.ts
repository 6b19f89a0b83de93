import { expect, it } from 'vitest'

import { aMember } from '@/protocol/fixtures/views'

import { troublesOf } from './trouble'

const li = aMember('li', { name: '李秀兰', place: 'joint' })
const zhou = aMember('zhou', { name: '周经理', place: 'joint' })

it('people with good and fair lines are left alone', () => {
  expect(troublesOf([li, zhou], { li: 'good', zhou: 'fair' }, [], [])).toEqual([])
})

it('the worst comes first, each with one trouble', () => {
  const gone = aMember('gone', { name: '赵律师', place: 'joint', connection: 'reconnecting' })

  const few = aMember('few', { name: '孙工', place: 'joint' })

  expect(troublesOf([li, zhou, few, gone], { li: 'poor', zhou: 'poor', few: 'poor' }, ['zhou'], ['few', 'zhou']).map(one => [one.identity, one.kind])).toEqual([
    ['gone', 'lost'], ['zhou', 'silent'], ['few', 'crowded'], ['li', 'poor'],
  ])
})

it('who waits or has left is not spoken to', () => {
  const waiting = aMember('w', { place: 'lobby' })
  const away = aMember('a', { place: 'joint', connection: 'away' })

  expect(troublesOf([waiting, away], { w: 'lost', a: 'lost' }, ['w'], ['a'])).toEqual([])
})
