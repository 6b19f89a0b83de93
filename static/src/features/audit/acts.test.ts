import { describe, expect, test } from 'vitest'

import { actorWord, actWord, factsOf, isSuspect, kindOf, split, subjectWord } from './acts'

const words: Readonly<Record<string, string>> = {
  'desk.audit.act.account.signed_in': '登录', 'desk.audit.actor.account': '工作人员', 'desk.audit.subjects.case': '案件',
  'desk.audit.fact.answer': '答复', 'desk.audit.value.answer.yes': '同意', 'desk.audit.value.changed.phone': '电话', 'common.and': '、',
}
const facts = { answer: 'yes', identity: 'p1', for: 'p2', extension: 'e1', changed: 'phone,shoe', ending_code: '' }
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

  test('tells its facts in words, each value of a list by itself, and numbers only when they are asked for', () => {
    expect(factsOf({ facts }, false, has, any)).toEqual([{ word: '答复', value: '同意' }, { word: 'changed', value: '电话、shoe' }])
    expect(factsOf({ facts }, true, has, any).map(({ value }) => value)).toEqual(['同意', 'p1', 'p2', 'e1', '电话、shoe'])
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
