import { beforeEach, expect, it } from 'vitest'

import type { SuitBar } from '@/api/types'
import { loadWords, useText } from '@/locales'

import { wordsOfRisk } from './risk'

const BARS: readonly SuitBar[] = ['late', 'lapsed', 'final']
const said = (bar: SuitBar, isOwn: boolean) => Object.values(wordsOfRisk(bar, isOwn, useText().t))

beforeEach(async () => {
  await loadWords('apply')
})

it.each<SuitBar>(['late', 'lapsed'])('tells whoever came too late that it is their own suit (%s)', (bar) => {
  for (const words of said(bar, true)) expect(words).toMatch(/您.*起诉/)
  for (const words of said(bar, true)) expect(words).not.toContain('申请人')
})

it.each(['late', 'lapsed'] as const)('tells nobody that their own time is over when it is another applicant\'s (%s)', (bar) => {
  for (const words of said(bar, false)) expect(words).toMatch(/有申请人.*起诉/)
})

it('names the employer where an award is final, also to the employer', () => {
  expect(said('final', true)).toEqual(said('final', false))
})

it('has words for every bar', () => {
  for (const bar of BARS) for (const isOwn of [true, false]) expect(said(bar, isOwn).join()).not.toContain('apply.own')
})
