// A coturn with the configuration of deploy/, where the server is.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { ROOT } from '../../browser/support/room.mjs'
import { SERVER } from './lines.mjs'

const SECRET = 'known to the room and its relay'
export const PORT = 3478
export const TLS_PORT = 5349

/** What the room is told of the relay. */
export const RELAY = {
  MEDIATION_ROOM_TURN_URLS: [
    `turn:${SERVER}:${PORT}`, `turn:${SERVER}:${PORT}?transport=tcp`, `turns:${SERVER}:${TLS_PORT}?transport=tcp`,
  ].join(','),
  MEDIATION_ROOM_TURN_SECRET: SECRET,
}

const answers = () =>
  new Promise((resolve) => {
    const probe = createConnection(TLS_PORT, SERVER)
    probe.once('connect', () => { probe.destroy(); resolve(true) })
    probe.once('error', () => resolve(false))
  })

export class Turn {
  log = ''

  static async start() {
    const turn = new Turn()
    turn.folder = await mkdtemp(path.join(tmpdir(), 'turn-'))
    const [certificate, key] = ['cert.pem', 'key.pem'].map((name) => path.join(turn.folder, name))
    await promisify(execFile)('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1',
      '-subj', '/CN=turn', '-addext', `subjectAltName=IP:${SERVER}`, '-keyout', key, '-out', certificate,
    ])
    turn.process = spawn('turnserver', [
      '-c', path.join(ROOT, 'deploy', 'turnserver.conf'), `--static-auth-secret=${SECRET}`, `--listening-ip=${SERVER}`,
      `--relay-ip=${SERVER}`, `--allowed-peer-ip=${SERVER}`, `--cert=${certificate}`, `--pkey=${key}`,
      `--pidfile=${path.join(turn.folder, 'turn.pid')}`, `--userdb=${path.join(turn.folder, 'turndb')}`, '--verbose',
    ], { cwd: turn.folder })
    for (const stream of [turn.process.stdout, turn.process.stderr]) stream.on('data', (chunk) => (turn.log += chunk))
    turn.exited = new Promise((resolve) => turn.process.once('exit', resolve))
    for (let tries = 100; !(await answers()); tries -= 1) {
      if (tries === 0 || turn.process.exitCode !== null) throw new Error(`turnserver did not start:\n${turn.log}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return turn
  }

  /** Idempotent. */
  async stop() {
    this.process.kill('SIGTERM')
    await this.exited
    await rm(this.folder, { recursive: true, force: true })
  }
}
