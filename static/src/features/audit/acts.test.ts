import { describe, expect, test } from 'vitest'

import { actorWord, actWord, isSuspect, kindOf, split, subjectWord } from './acts'

const words: Readonly<Record<string, string>> = {
  'desk.audit.act.account.signed_in': '登录', 'desk.audit.actor.account': '工作人员', 'desk.audit.subjects.case': '案件',
}
const has = (key: string) => key in words
const any = (key: string) => words[key] ?? ''

describe('an entry in words', () => {
  test('says who did what to what', () => {
    expect(actorWord({ actor: 'account:a1', name: '陈书记员' }, has, any)).toBe('陈书记员')
    expect(actWord({ action: 'account.signed_in' }, has, any)).toBe('登录')
    expect(subjectWord('case:c1', has, any)).toBe('案件')
  })

  test('shows the code where there is no word, so that nothing is left out', () => {
    expect(actorWord({ actor: 'robot:1', name: null }, has, any)).toBe('robot')
    expect(actorWord({ actor: 'account:gone', name: null }, has, any)).toBe('工作人员')
    expect(actWord({ action: 'case.exploded' }, has, any)).toBe('case.exploded')
    expect(subjectWord('meteor', has, any)).toBe('meteor')
    expect(split('case:a:b')).toEqual(['case', 'a:b'])
  })

  test('is in doubt from the first break on, and never while the chain holds', () => {
    expect([4, 5, 6].map(number => isSuspect({ number }, 5))).toEqual([false, true, true])
    expect(isSuspect({ number: 1 }, null)).toBe(false)
  })

  test('is narrowed only to kinds there are', () => {
    expect(kindOf('case')).toBe('case')
    expect(kindOf('case%')).toBeUndefined()
  })
})
