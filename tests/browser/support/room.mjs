// One running demo for a browser test: starts the real program on a free port with its own data, stops it again.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const PYTHON = path.join(ROOT, '.venv', 'bin', 'python')

export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

const EXPIRE = `
import hashlib, sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
digest = hashlib.sha256(sys.argv[2].encode()).hexdigest()
update = "update invitation set expires_at = '2020-01-01 00:00:00.000000' where token_digest = ?"
assert store.execute(update, [digest]).rowcount == 1
`

/** Milliseconds within which a demo has to answer: on a machine where every core is taken it waits for its turn. */
const READY = 90_000

export class Room {
  #process = null
  log = ''

  /** `host` is how people reach it, when they are not on this machine. */
  static async start(environment = {}, host = undefined) {
    const room = new Room()
    room.data = await mkdtemp(path.join(tmpdir(), 'mediation-room-'))
    room.port = await freePort()
    room.environment = { ...process.env, MEDIATION_ROOM_DATA_DIR: room.data, ...environment }
    if (host !== undefined) room.environment.MEDIATION_ROOM_BASE_URL = `http://${host}:${room.port}`
    try {
      await room.resume()
    } catch (error) {
      await room.stop()
      throw error
    }
    return room
  }

  /** Start (again) on the same data and port; resolves when /healthz answers. */
  async resume() {
    this.#process = spawn(PYTHON, ['-m', 'server', 'demo', '--port', String(this.port)], {
      cwd: ROOT,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream.on('data', (chunk) => (this.log += chunk))
    this.exited = new Promise((resolve) => this.#process.once('exit', resolve))
    await this.#ready()
    this.demo = JSON.parse(await readFile(path.join(this.data, 'demo.json'), 'utf8'))
    this.url = this.demo.base_url
  }

  async #ready() {
    const deadline = Date.now() + READY
    for (;;) {
      if (this.#process.exitCode !== null) throw new Error(`the demo ended at once:\n${this.log}`)
      const well = await fetch(`http://127.0.0.1:${this.port}/healthz`).then((answer) => answer.ok, () => false)
      if (well) return
      if (Date.now() > deadline) throw new Error(`the demo was not ready in ${READY / 1_000} s:\n${this.log}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** Read nothing any more, as in a power cut's last moment: what is sent now lies unread when `kill` comes. */
  freeze() {
    process.kill(this.#process.pid, 'SIGSTOP')
  }

  /** As a power cut would end it: the whole process group at once. */
  async kill() {
    process.kill(-this.#process.pid, 'SIGKILL')
    await this.exited
  }

  /** End one of the program's processes, named by its module, as a fault would. */
  async killPart(module) {
    const { stdout } = await promisify(execFile)('pgrep', ['-P', String(this.#process.pid), '-f', module])
    process.kill(Number(stdout), 'SIGKILL')
  }

  /** Let the link of a person run out, as time would. */
  async expireLink(name) {
    const token = this.party(name).invitation_url.split('/').at(-1)
    await promisify(execFile)(PYTHON, [
      '-c', EXPIRE, path.join(this.data, 'mediation-room.sqlite'), token,
    ])
  }

  /** By name, or the first of a role. */
  account(who) {
    return this.demo.accounts.find(({ name, role }) => who === name || who === role)
  }

  party(name) {
    return this.demo.parties.find((party) => party.name === name)
  }

  async stop() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill('SIGTERM')
      this.#process.kill('SIGCONT') // a step may have failed while it was frozen, and so it would never end
      await this.exited
    }
    await rm(this.data, { recursive: true, force: true })
  }
}
