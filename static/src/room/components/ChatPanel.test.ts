import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { aView, AT } from '@/protocol/fixtures/views'
import { FakeWire, OK } from '@/protocol/fixtures/wire'
import type { Ack, RoomView } from '@/protocol/messages'

import { useRoom } from '../useRoom'
import ChatPanel from './ChatPanel.vue'

enableAutoUnmount(afterEach)
beforeEach(() => {
  sessionStorage.clear()
  setActivePinia(createPinia())
})

const joint = aView()
const caucus: RoomView = { ...joint, me: { ...joint.me, place: 'caucus' }, caucus: { caucus: 'c1', side: 'applicant', names: [], since: AT, until: null, calls: [] } }

function entered(first = joint) {
  const wire = new FakeWire()
  const room = useRoom()
  room.enter({ ticket: () => Promise.resolve('ticket'), open: wire.open })
  wire.happen('connect')
  let seq = 0
  function show(view: RoomView): void {
    wire.happen('update', { previous: seq, event: { seq: seq + 1, at: AT, kind: 'chat', identity: null, name: null, note: null }, view: { ...view, seq: seq + 1 } })
    seq += 1
  }
  show(first)
  return { wire, room, show }
}

const field = (panel: ReturnType<typeof open>) => panel.get<HTMLInputElement>('[data-testid=chat-text]')
const open = () => mount(ChatPanel)

it('a line begun is still there when the panel was closed or the page was loaded again', async () => {
  entered()
  const panel = open()
  await field(panel).setValue('半句话')
  panel.unmount()
  setActivePinia(createPinia())
  entered()

  expect(field(open()).element.value).toBe('半句话')
})

it('a line that was sent is begun no more', async () => {
  const { wire } = entered()
  const panel = open()
  await field(panel).setValue('一句话')
  await panel.get('form').trigger('submit')
  await flushPromises()

  expect(wire.messages('chat_send')).toMatchObject([{ text: '一句话' }])
  expect(sessionStorage).toHaveLength(0)
  expect(field(open()).element.value).toBe('')
})

it('a line that may have arrived keeps its id over a reload, so that it is not told twice', async () => {
  const { wire } = entered()
  wire.answer = () => Promise.resolve({ ...OK, ok: false, code: 'link.down' })
  const panel = open()
  await field(panel).setValue('一句话')
  await panel.get('form').trigger('submit')
  await flushPromises()
  panel.unmount()
  setActivePinia(createPinia())
  const again = entered()
  await open().get('form').trigger('submit')
  await flushPromises()

  expect(again.wire.messages('chat_send')).toEqual(wire.messages('chat_send'))
})

it('what is begun in a caucus is seen nowhere else and ends with it; the line of the joint room comes back', async () => {
  const { show } = entered()
  const panel = open()
  await field(panel).setValue('给大家的')
  show(caucus)
  await panel.vm.$nextTick()
  expect(field(panel).element.value).toBe('')

  await field(panel).setValue('只给调解员的底线')
  show(joint)
  await panel.vm.$nextTick()

  expect(field(panel).element.value).toBe('给大家的')
  expect(Object.keys(sessionStorage).map(name => sessionStorage.getItem(name)).join()).not.toContain('底线')
})

it('a caucus that ended while its page was away leaves nothing behind', async () => {
  entered(caucus)
  const panel = open()
  await field(panel).setValue('只给调解员的底线')
  panel.unmount()
  setActivePinia(createPinia())
  entered(joint)

  expect(sessionStorage).toHaveLength(0)
})

it('an answer that comes after the caucus ended does not take the line of the joint room', async () => {
  const { wire, show } = entered()
  const panel = open()
  await field(panel).setValue('给大家的')
  show(caucus)
  await panel.vm.$nextTick()
  let answered: (ack: Ack) => void = () => undefined
  wire.answer = () => new Promise((resolve) => { answered = resolve })
  await field(panel).setValue('只给调解员的')
  await panel.get('form').trigger('submit')
  show(joint)
  answered(OK)
  await flushPromises()

  expect(field(panel).element.value).toBe('给大家的')
})

it('whoever left or was removed leaves no line behind', async () => {
  const { wire } = entered()
  await field(open()).setValue('半句话')
  wire.happen('closed', { reason: 'left', note: null })

  expect(sessionStorage).toHaveLength(0)
})
