/** Sound in numbers and signals: how loud a microphone is, a tone to test the speaker, a ring for a call. */

type Context = AudioContext

const UNLOCK_MS = 1_000

let shared: Context | null = null

/** One audio context for the page; browsers allow only a few. Null where there is none. */
export function audioContext(): Context | null {
  if (shared === null && typeof AudioContext === 'function') shared = new AudioContext()
  return shared
}

/** Browsers start silent until a tap; call this from one. Never waits long: without a loudspeaker nothing ever answers. */
export async function unlockAudio(): Promise<void> {
  const context = audioContext()
  if (context === null || context.state === 'running') return
  const patience = new Promise(resolve => setTimeout(resolve, UNLOCK_MS))
  await Promise.race([context.resume().catch(() => undefined), patience])
}

/** Root mean square of samples centred on 0, from 0 to 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
}

/** Lit bars of `count` for a loudness; speech on a telephone lies between -50 and -15 dB. */
export function litBars(level: number, count: number): number {
  if (level <= 0) return 0
  const decibel = 20 * Math.log10(level)
  return Math.max(0, Math.min(count, Math.round((decibel + 55) / 40 * count)))
}

/** Measures a track until `stop`. */
export class LevelMeter {
  readonly #source: MediaStreamAudioSourceNode | null
  readonly #analyser: AnalyserNode | null
  readonly #samples = new Float32Array(1024)

  constructor(track: MediaStreamTrack) {
    const context = audioContext()
    this.#analyser = context?.createAnalyser() ?? null
    this.#source = context?.createMediaStreamSource(new MediaStream([track])) ?? null
    if (this.#analyser === null || this.#source === null) return
    this.#analyser.fftSize = this.#samples.length
    this.#source.connect(this.#analyser)
  }

  /** Whether what `level` says means anything: browsers keep an audio context still until a tap. */
  get measuring(): boolean {
    return this.#source !== null && shared?.state === 'running'
  }

  /** Seconds of sound that have been measured or left out; stays behind the time of day on a busy machine. */
  get clock(): number {
    return shared?.currentTime ?? 0
  }

  level(): number {
    if (this.#analyser === null) return 0
    this.#analyser.getFloatTimeDomainData(this.#samples)
    return loudness(this.#samples)
  }

  stop(): void {
    this.#source?.disconnect()
  }
}

interface Note { readonly hertz: number, readonly at: number, readonly seconds: number }

const TEST: readonly Note[] = [
  { hertz: 523, at: 0, seconds: 0.35 }, { hertz: 659, at: 0.35, seconds: 0.35 }, { hertz: 784, at: 0.7, seconds: 0.6 },
]
const RING: readonly Note[] = [
  { hertz: 880, at: 0, seconds: 0.25 }, { hertz: 698, at: 0.3, seconds: 0.4 },
]
const CHIME: readonly Note[] = [{ hertz: 659, at: 0, seconds: 0.3 }, { hertz: 880, at: 0.25, seconds: 0.5 }]

async function play(notes: readonly Note[]): Promise<boolean> {
  await unlockAudio()
  const context = audioContext()
  if (context?.state !== 'running') return false
  for (const note of notes) sound(context, note)
  const end = Math.max(...notes.map(note => note.at + note.seconds))
  await new Promise(resolve => setTimeout(resolve, end * 1000))
  return true
}

function sound(context: Context, note: Note): void {
  const start = context.currentTime + note.at
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.value = note.hertz
  volume.gain.setValueAtTime(0.0001, start)
  volume.gain.exponentialRampToValueAtTime(0.35, start + 0.03)
  volume.gain.exponentialRampToValueAtTime(0.0001, start + note.seconds)
  tone.connect(volume).connect(context.destination)
  tone.start(start)
  tone.stop(start + note.seconds)
}

/** Three rising tones; false when the browser kept silent. */
export function playTest(): Promise<boolean> {
  return play(TEST)
}

/** Two tones: the meeting begins, or someone lets you in. */
export function playChime(): Promise<boolean> {
  return play(CHIME)
}

/** Ring every two seconds until the returned function is called. */
export function startRinging(): () => void {
  void play(RING)
  const timer = setInterval(() => void play(RING), 2_000)
  return () => clearInterval(timer)
}
