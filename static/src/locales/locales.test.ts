import { describe, expect, it } from 'vitest'

import { clock, minutesBetween } from './dates'
import en from './en'
import zhCN from './zh-CN'

function leaves(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`
    return typeof value === 'string' ? [[here, value] as [string, string]] : leaves(value as object, here)
  })
}

function slots(words: string): string[] {
  return [...words.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '').sort()
}

describe('the two languages', () => {
  const chinese = new Map(leaves(zhCN))
  const english = new Map(leaves(en))

  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it('fill the same gaps', () => {
    const different = [...chinese].filter(([key, words]) => slots(words).join() !== slots(english.get(key) ?? '').join())

    expect(different.map(([key]) => key)).toEqual([])
  })

  it('write a sign of an address so that it is no link to another text', () => {
    const raw = [...chinese, ...english].filter(([, words]) => words.replaceAll("{'@'}", '').includes('@'))

    expect(raw.map(([key]) => key)).toEqual([])
  })

  it('speak to a person politely', () => {
    expect([...chinese].filter(([, words]) => words.includes('你')).map(([key]) => key)).toEqual([])
  })

  it('have no Chinese left in the English', () => {
    const left = [...english].filter(([key, words]) => !key.startsWith('console.nav.language') && /[\u4e00-\u9fff]/.test(words))

    expect(left.map(([key]) => key)).toEqual([])
  })
})

it('seconds are shown as a clock', () => {
  expect([0, 65, 2536, 3725].map(clock)).toEqual(['00:00', '01:05', '42:16', '1:02:05'])
})

it('minutes between two moments are never negative', () => {
  expect([minutesBetween(0, 119_999), minutesBetween(60_000, 0)]).toEqual([1, 0])
})
