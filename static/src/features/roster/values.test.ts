import { expect, test } from 'vitest'

import type { ProfileView } from '@/api/types'

import { fieldsOf, publicChanges, valueOf } from './values'

const VIEW: ProfileView = {
  profile: {
    name: '马调解员', kinds: ['labour'], skills: ['injury', 'women'], speciality: '', fee: 'free', regions: [], level: 'court', pool: [],
    max_open: 10, type: null, code: '', address: '', head: '', contact: '', e_seal: false, mediator_kind: 'part_time', gender: null,
    education: '', qualification: '', languages: '', origin: 'mainland', training: '', may_preside: true, declared: true,
  },
  private: { phone: '138****2207', id_number: '', born_on: '1980' },
}
const read = (view: ProfileView, field: Parameters<typeof valueOf>[1]) => valueOf(view, field, key => key.split('.').at(-1) ?? '', key => key.split('.').at(-1) ?? '')

test('values are words, and what is empty is a dash', () => {
  expect([read(VIEW, 'skills'), read(VIEW, 'gender'), read(VIEW, 'speciality'), read(VIEW, 'may_preside'), read(VIEW, 'max_open')])
    .toEqual(['injuryandwomen', 'none', 'none', 'yes', '10'])
})

test('private values are shown masked, or not at all', () => {
  expect([read(VIEW, 'phone'), read({ ...VIEW, private: null }, 'phone')]).toEqual(['138****2207', 'none'])
})

test('of a change the public reads only what the public roster holds', () => {
  expect(publicChanges({ kind: 'mediator', changed: ['skills', 'max_open', 'phone', 'training'] })).toEqual(['skills'])
  expect(publicChanges({ kind: 'organisation', changed: ['phone', 'head', 'address'] })).toEqual([])
})

test('each kind of entry has its own fields', () => {
  expect(fieldsOf('organisation')).not.toContain('born_on')
  expect(fieldsOf('mediator')).not.toContain('e_seal')
})
