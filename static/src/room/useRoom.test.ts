import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'

import { FakeWire, OK } from '@/protocol/fixtures/wire'
import type { ChatLine, RoomEvent, RoomView } from '@/protocol/messages'

import { aMember, aView, AT, inLobby } from '@/protocol/fixtures/views'
import { useRoom } from './useRoom'

beforeEach(() => setActivePinia(createPinia()))

function entered() {
  const wire = new FakeWire()
  const room = useRoom()
  room.enter({ ticket: () => Promise.resolve('ticket'), open: wire.open })
  wire.happen('connect')
  let seq = 0
  function show(view: RoomView, kind: RoomEvent['kind'] = 'chat'): void {
    const event: RoomEvent = { seq: seq + 1, at: AT, kind, identity: 'zhao', name: '赵律师', note: null }
    wire.happen('update', { previous: seq, event, view: { ...view, seq: seq + 1 } })
    seq += 1
  }
  return { wire, room, show }
}

function aLine(id: string, identity = 'zhao'): ChatLine {
  return { id, at: AT, identity, name: identity, text: '您好' }
}

it('an order changes nothing until the server shows it', async () => {
  const { room, show } = entered()
  show(aView())

  await room.send('hand_raise', { raised: true })

  expect(room.me?.hand).toBeNull()
})

it('a refused order is shown with its code', async () => {
  const { wire, room } = entered()
  wire.answer = () => Promise.resolve({ ...OK, ok: false, code: 'room.not_host' })

  await room.send('open_meeting', {})

  expect(room.refused).toMatchObject({ name: 'open_meeting', code: 'room.not_host' })
})

it('messages of others count as unread until the panel is opened', () => {
  const { room, show } = entered()
  show(aView())

  show(aView({ chat: [aLine('1'), aLine('2', 'li')] }))
  expect(room.unread).toBe(1)

  room.openChat(true)
  expect(room.unread).toBe(0)
})

it('unread messages of one place are forgotten in another', () => {
  const { room, show } = entered()
  show(aView())
  show(aView({ chat: [aLine('1')] }))

  show({ ...aView(), me: { ...aView().me, place: 'caucus' } }, 'caucus_started')

  expect(room.unread).toBe(0)
})

it('someone in the lobby is not let in until the view says so', () => {
  const { room, show } = entered()
  show(inLobby(), 'arrived')
  expect(room.admitted).toBe(false)

  show(aView(), 'admitted')
  expect(room.admitted).toBe(true)
})

it('who speaks is forgotten with the line', () => {
  const { wire, room } = entered()
  wire.happen('signal', { kind: 'speakers', speakers: ['zhao'], quality: {} })

  wire.happen('disconnect', 'transport close')

  expect(room.speakers).toEqual([])
  expect(room.lostAt).not.toBeNull()
})

it('news of a person asks for the facts of the case again', () => {
  const { wire, room, show } = entered()
  show(aView(), 'consent_changed')
  wire.happen('signal', { kind: 'participants', speakers: [], quality: {} })

  expect(room.factsChanged).toBe(2)
})

it('a question about who mediates asks for what is put to oneself, and for the facts of the case', () => {
  const { wire, room } = entered()
  wire.happen('signal', { kind: 'panel', speakers: [], quality: {} })

  expect([room.panelChanged, room.factsChanged]).toEqual([1, 1])
})

it('a picture that the browser cannot decode is told apart from one that waits for a better line', () => {
  const { wire, room, show } = entered()
  show(aView({ members: [aMember('zhao', { camera: 'on' }), aMember('zhou', { camera: 'on' })] }))

  wire.happen('signal', { kind: 'pictures', paused: [
    { identity: 'zhao', source: 'camera', reason: 'codec' }, { identity: 'zhou', source: 'camera', reason: 'line' },
  ] })

  expect(room.others.filter(room.isUndecodable).map(member => member.identity)).toEqual(['zhao'])
  expect(room.others.every(member => room.isPaused(member.identity, 'camera'))).toBe(true)
  expect(room.soundOnly).toBe(false)
})

it('a voice that has no place in the connection is told, until a new connection begins', () => {
  const { wire, room, show } = entered()
  show(aView({ members: [aMember('zhao', { mic: 'on' }), aMember('zhou', { mic: 'off' })] }))

  wire.happen('signal', { kind: 'pictures', paused: [
    { identity: 'zhao', source: 'mic', reason: 'full' }, { identity: 'zhou', source: 'mic', reason: 'full' },
  ] })
  const before = room.others.filter(room.isLeftOut).map(member => member.identity)
  wire.happen('offer', { version: 2, sdp: '', tracks: [], fresh: true, ice_servers: [], relay_only: false })

  expect(before).toEqual(['zhao'])
  expect(room.others.some(room.isLeftOut)).toBe(false)
})

it('leaving forgets everything that was seen', () => {
  const { room, show } = entered()
  show(aView({ chat: [aLine('1')] }))

  room.leaveQuietly()

  expect(room.view).toBeNull()
  expect(room.history).toEqual([])
})

it('a host who reloads sees what happened before, once and in order', async () => {
  const { wire, room, show } = entered()
  const before: RoomEvent = { seq: 0, at: AT, kind: 'opened', identity: null, name: null, note: null }
  const heard: number[] = []
  room.onEvent(event => heard.push(event.seq))
  wire.answer = () => Promise.resolve({ ...OK, sync: { events: [before], view: aView() } })
  const host = aView()
  show({ ...host, me: { ...host.me, role: 'mediator' } })

  await new Promise(resolve => setTimeout(resolve))

  expect(room.history.map(event => event.seq)).toEqual([0, 1])
  expect(heard).toEqual([1])
})
