// A person without a browser: aiortc in a process of its own, asked by lines what it has decoded.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

import { ROOT } from './room.mjs'

const PATIENCE = 60_000

export class HeadlessPerson {
  faults = []
  #log = ''

  /** Resolves when `name`, a party of the demonstration, is in the lobby; `codec` is all it knows, else both. */
  static async enter(name, room, codec = undefined) {
    const person = new HeadlessPerson()
    person.name = name
    const number = room.demo.parties.findIndex((party) => party.name === name)
    person.#begin(['-m', 'tests.support.headless', room.data, String(number), ...(codec ? [codec] : [])])
    await person.#line()
    return person
  }

  #begin(program) {
    this.process = spawn(path.join(ROOT, '.venv', 'bin', 'python'), program, { cwd: ROOT })
    this.process.stderr.on('data', (chunk) => (this.#log += chunk))
    this.process.stdin.on('error', () => undefined)
    this.exited = new Promise((resolve) => this.process.once('exit', resolve))
    this.lines = createInterface(this.process.stdout)[Symbol.asyncIterator]()
  }

  async #line() {
    const { value, done } = await this.lines.next()
    if (done) throw new Error(`${this.name} has left:\n${this.#log}`)
    return value
  }

  /** Frames decoded so far, by `<person> <source>`. */
  async decoded() {
    this.process.stdin.write('\n')
    return JSON.parse(await this.#line())
  }

  /** Wait until that many others have brought 25 more frames of sound, and that many 10 more pictures. */
  async hearsAndSees(voices, pictures = voices) {
    const deadline = Date.now() + PATIENCE
    const before = await this.decoded()
    const fresh = (now, source, frames) =>
      Object.keys(now).filter((key) => key.endsWith(source) && now[key] >= (before[key] ?? 0) + frames).length
    let last
    do {
      last = await this.decoded()
      if (fresh(last, ' mic', 25) >= voices && fresh(last, ' camera', 10) >= pictures) return
      await new Promise((resolve) => setTimeout(resolve, 200))
    } while (Date.now() < deadline)
    throw new Error(`${this.name}: sound of ${voices} and picture of ${pictures} others did not come; last ${JSON.stringify(last)}`)
  }

  async shot() {}

  async leave() {
    this.process.stdin.end()
    await this.exited
  }
}
