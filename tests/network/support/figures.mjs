// What one person hears and sees over a stretch of time, from the browser's own counters.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import { ARTIFACTS } from '../../browser/support/browsers.mjs'

const READ = async () => {
  const total = {
    at: performance.now(), samples: 0, concealed: 0, frames: 0, freezes: 0, frozen: 0, sent: 0, rtt: null, height: 0,
    screen: 0, pages: 0,
  }
  const shown = [...document.querySelectorAll('video[data-source="screen"]')]
  const screens = shown.map((video) => video.srcObject?.getVideoTracks()[0]?.id)
  for (const connection of window.__peerConnections ?? []) {
    if (connection.connectionState === 'closed') continue
    const report = await connection.getStats()
    for (const one of report.values()) {
      if (one.type === 'inbound-rtp' && one.kind === 'audio') {
        total.samples += one.totalSamplesReceived ?? 0
        total.concealed += one.concealedSamples ?? 0
      }
      if (one.type === 'inbound-rtp' && one.kind === 'video' && screens.includes(one.trackIdentifier)) {
        total.screen = one.frameHeight ?? 0
        total.pages += one.framesDecoded ?? 0
      } else if (one.type === 'inbound-rtp' && one.kind === 'video') {
        total.frames += one.framesDecoded ?? 0
        total.freezes += one.freezeCount ?? 0
        total.frozen += one.totalFreezesDuration ?? 0
        total.height = Math.max(total.height, one.frameHeight ?? 0)
      }
      if (one.type === 'outbound-rtp') total.sent += one.bytesSent ?? 0
      if (one.type === 'candidate-pair' && one.nominated) total.rtt = one.currentRoundTripTime ?? null
    }
  }
  return total
}

export const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const perCent = (part, whole) => (whole > 0 ? Math.round((1000 * part) / whole) / 10 : 0)

/** Measure several people over the same `seconds`; returns one row each. */
export const measure = async (people, seconds) => {
  const before = await Promise.all(people.map((person) => person.page.evaluate(READ)))
  await sleep(seconds)
  const after = await Promise.all(people.map((person) => person.page.evaluate(READ)))
  return people.map((person, index) => between(before[index], after[index]))
}

const between = (before, after) => {
  const seconds = (after.at - before.at) / 1000
  return {
    concealed: perCent(after.concealed - before.concealed, after.samples - before.samples),
    voice: after.samples > before.samples,
    frozen: perCent(after.frozen - before.frozen, seconds),
    freezes: after.freezes - before.freezes,
    fps: Math.round((after.frames - before.frames) / seconds),
    height: after.height,
    ...(after.screen ? { screen: after.screen, pages: after.pages - before.pages } : {}),
    sent_kbps: Math.round(((after.sent - before.sent) * 8) / seconds / 1000),
    rtt_ms: after.rtt === null ? null : Math.round(after.rtt * 1000),
  }
}

/** In both `rows` there is a voice, of which less than `most` per cent is made up. */
export const hearsWith = (rows, most) => {
  for (const [way, row] of Object.entries(rows)) {
    assert.ok(row.voice, `no voice ${way}`)
    assert.ok(row.concealed < most, `${row.concealed} % of the voice was made up ${way}`)
  }
}

/** In both `rows` there is a picture, which is frozen for less than `most` per cent of the time. */
export const seesWith = (rows, most) => {
  for (const [way, row] of Object.entries(rows)) {
    assert.ok(row.fps > 0, `no picture ${way}`)
    assert.ok(row.frozen < most, `frozen for ${row.frozen} % ${way}`)
  }
}

/** The limits at 5 % loss; a freeze or two must not decide, so both ways are judged together. */
export const holdsAtFivePerCent = (rows) => {
  hearsWith(rows, 3)
  seesWith(rows, 2)
  const frozen = (rows.down.frozen + rows.up.frozen) / 2
  assert.ok(frozen < 1, `what they see of each other was frozen for ${frozen} %`)
}

const WINDOW = 0.25
const UNBROKEN = 3

/** Return when `person` hears somebody again; the time is that at which the first unbroken sound began. */
export const untilHeard = async (person, patience = 20) => {
  const end = Date.now() + patience * 1000
  let last = await person.page.evaluate(READ)
  let began = null
  for (let good = 0; Date.now() < end;) {
    const at = Date.now()
    await sleep(WINDOW)
    const now = await person.page.evaluate(READ)
    const samples = now.samples - last.samples
    const heard = samples > 0 && now.concealed - last.concealed < samples / 4
    good = heard ? good + 1 : 0
    if (good === 1) began = at
    if (good >= UNBROKEN) return began
    last = now
  }
  throw new Error(`${person.name} heard nobody for ${patience} s`)
}

const FLUENT = 12

/** Return when `person` has seen a fluent picture for some seconds; trials of a line come ever later, so be patient. */
export const untilFluent = async (person, patience = 90) => {
  const end = Date.now() + patience * 1000
  for (let good = 0; good < UNBROKEN;) {
    if (Date.now() > end) throw new Error(`${person.name} saw no fluent picture for ${patience} s`)
    const [{ fps }] = await measure([person], 1)
    good = fps >= FLUENT ? good + 1 : 0
  }
}

/** Print the table and keep it beside the screenshots. */
export const show = async (name, table) => {
  console.table(table)
  await writeFile(path.join(ARTIFACTS, `network-${name}.json`), JSON.stringify(table, null, 1))
}
