// Networks that let less and less through: the person does nothing, and is heard all the same.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { LAPTOP, PHONE } from '../browser/support/browsers.mjs'
import { assertNoFaults, failFast } from '../browser/support/steps.mjs'
import { show } from './support/figures.mjs'
import { MEDIA_PORT, SERVER, SERVER_6, weather } from './support/lines.mjs'
import { Meeting } from './support/people.mjs'
import { PORT, RELAY, TLS_PORT, Turn } from './support/turn.mjs'

/**
 * How the media of a page travels: the kind of its own end, the protocol on its first stretch, and where to. A browser
 * takes the first way that answers and a better one as soon as that answers too, so `wanted` is waited for.
 */
const WAY = async (wanted) => {
  const connection = window.__peerConnections.findLast((one) => one.connectionState === 'connected')
  const report = await connection.getStats()
  const transport = [...report.values()].find((one) => one.type === 'transport')
  const pair = report.get(transport.selectedCandidatePairId)
  const [local, remote] = [report.get(pair.localCandidateId), report.get(pair.remoteCandidateId)]
  const way = { kind: local.candidateType === 'relay' ? 'relay' : 'direct', by: local.relayProtocol ?? remote.protocol, to: remote.address }
  window.__way = way
  return Object.entries(wanted).every(([key, value]) => way[key] === value)
}
const PATIENCE = { timeout: 10_000, polling: 200 }

describe('behind firewalls', { concurrency: false }, () => {
  let turn, meeting
  const table = []

  /** Load the worker's page behind `line`; the media must come as `wanted` says. */
  const comesBy = async (name, line, wanted) => {
    await weather('home', line)
    const begun = Date.now()
    await meeting.comeAgain()
    const seconds = (Date.now() - begun) / 1000
    const { page } = meeting.worker
    // Whether it came or not, the comparison below says what there is instead.
    await page.waitForFunction(WAY, wanted, PATIENCE).catch(() => {})
    const way = await page.evaluate('window.__way')
    table.push({ network: name, ...way, 'seconds from reload to picture': seconds })
    assert.deepEqual({ ...way, ...wanted }, way)
  }

  before(async () => {
    turn = await Turn.start()
    meeting = await Meeting.begin({ environment: RELAY, flags: ['--ignore-certificate-errors'] })
  })

  failFast(() => [meeting?.mediator, meeting?.worker], () => `${meeting?.room.log}\n${turn?.log}`)

  after(async () => {
    // The line outlives this file: the next one begins on an open network.
    await weather('home')
    await meeting?.close()
    await turn?.stop()
    await show('firewalls', table)
  })

  /** Keep the page of the worker as a telephone and a desk show it. */
  const inBothSizes = async (name) => {
    for (const size of [LAPTOP, PHONE]) {
      await meeting.worker.page.setViewportSize(size)
      await meeting.worker.shot(`network-relay-${name}-${size.width}`)
    }
  }

  /** A network in which only pages and this port can be reached, and nothing by UDP. */
  const onlyPagesAnd = (port) => ({
    blocked: ['meta l4proto udp', `tcp dport != { ${meeting.room.port}, ${port} }`],
  })

  test('an open network leads straight here by UDP and IPv6', () =>
    comesBy('open', {}, { kind: 'direct', by: 'udp', to: SERVER_6 }))

  test('without IPv6 it is IPv4', () =>
    comesBy('IPv4 only', { blocked: ['meta nfproto ipv6'] }, { kind: 'direct', by: 'udp', to: SERVER }))

  test('without UDP it is TCP, on the same port number', () =>
    comesBy('no UDP', { blocked: ['meta l4proto udp'] }, { kind: 'direct', by: 'tcp' }))

  // By UDP or TCP: a browser asks for no further relay once one carries its media.
  test('without the media port it is a relay', () =>
    comesBy('no media port', { blocked: [`th dport ${MEDIA_PORT}`] }, { kind: 'relay' }))

  test('where TURN passes by UDP only it is a relay by UDP', () =>
    comesBy('pages and TURN by UDP', { blocked: [`udp dport != ${PORT}`, `tcp dport != ${meeting.room.port}`] }, { kind: 'relay', by: 'udp' }))

  test('without UDP and the media port it is a relay by TCP', () =>
    comesBy('pages and TURN by TCP', onlyPagesAnd(PORT), { kind: 'relay', by: 'tcp' }))

  test('where only TLS passes it is a relay by TLS', () =>
    comesBy('pages and TURN by TLS', onlyPagesAnd(TLS_PORT), { kind: 'relay', by: 'tls' }))

  /** What the connection test says of each check, once it is through. */
  const checked = async (person) => {
    await person.click('network-start')
    await person.see('network-copy')
    const checks = await person.page.$$eval('.check', (rows) => rows.map((row) => [row.dataset.testid, row.dataset.state]))
    return Object.fromEntries(checks.map(([name, state]) => [name.replace('network-', ''), state]))
  }
  const ALL = ['websocket', 'udp', 'tcp', 'turn', 'audio', 'video', 'round_trip', 'loss']

  test('the connection test of an open network passes every check, the relay too', async () => {
    await weather('home')
    await meeting.worker.goto(`${meeting.room.party(meeting.worker.name).invitation_url}/network`)
    const states = await checked(meeting.worker)
    assert.deepEqual(states, Object.fromEntries(ALL.map((name) => [name, 'passed'])))
    await inBothSizes('good')
  })

  test('without the relay it says so in words, and the report goes to the clerk', async () => {
    await turn.stop()
    const states = await checked(meeting.worker)
    assert.deepEqual(states, { ...Object.fromEntries(ALL.map((name) => [name, 'passed'])), turn: 'failed' })
    assert.match(await meeting.worker.text('network-turn'), /不通。请把结果发给工作人员/)
    assert.match(await meeting.worker.text('network-verdict'), /可以参加，有一项不够好/)
    await inBothSizes('no-relay')
    await meeting.worker.click('network-send')
    await meeting.worker.see('network-sent')
  })

  test('no page had a fault', () => {
    assertNoFaults([meeting.mediator, meeting.worker])
  })
})
