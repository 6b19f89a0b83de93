/** How each source is encoded: voices first, a face in three sizes, a screen sharp rather than smooth. */
import type { OfferedTrackMessage } from '@/protocol/messages'

type Source = OfferedTrackMessage['source']

interface Plan {
  readonly maxBitrate?: number
  readonly priority: RTCPriorityType
  readonly maxFramerate?: number
}

const WHOLE: Readonly<Record<Source, Plan>> = {
  // Its rate is in the offer: a Chromium that repeats its sound encodes the worst it can where a page bounds it too.
  mic: { priority: 'high' },
  camera: { maxBitrate: 1_200_000, priority: 'low', maxFramerate: 30 },
  screen: { maxBitrate: 1_500_000, priority: 'medium', maxFramerate: 10 },
}

/** The sizes the server asks for by these names: a quarter, a half, all of the camera's height. */
const LAYERS: Readonly<Record<string, { readonly scaleResolutionDownBy: number, readonly maxBitrate: number }>> = {
  q: { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  h: { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  f: { scaleResolutionDownBy: 1, maxBitrate: 1_200_000 },
}

/** What is sent of a source: its lowest layers, and how many frames of each. */
export interface Part {
  /** Null: all there are. */
  readonly layers: number | null
  /** Frames a second at most; null: all there are. */
  readonly frames: number | null
}

export const ALL: Part = { layers: null, frames: null }

/** What one encoding of a source shall be; `only` says that there is no other. */
export function planOf(source: Source, rid: string | undefined, only: boolean): Partial<RTCRtpEncodingParameters> {
  const whole = WHOLE[source]
  const layer = rid === undefined || only ? undefined : LAYERS[rid]
  return { ...whole, ...layer, networkPriority: whole.priority }
}

/**
 * Bring a sender's encodings to plan, and let only that part of them be sent.
 * A browser that refuses keeps its own until it is asked again. Never throws.
 */
export async function encode(sender: RTCRtpSender, source: Source, part: Part = ALL): Promise<void> {
  try {
    await plan(sender, source, part)
  }
  catch {
    // The sender is of a connection that is closed, or the browser knows nothing of encodings.
  }
}

async function plan(sender: RTCRtpSender, source: Source, { layers, frames }: Part): Promise<void> {
  const parameters = sender.getParameters()
  const encodings = parameters.encodings as RTCRtpEncodingParameters[] | undefined
  if (encodings === undefined || encodings.length === 0) return
  const plans = encodings.map((encoding, index) => ({
    ...planOf(source, encoding.rid, encodings.length === 1),
    ...(frames === null ? {} : { maxFramerate: frames }), active: index < (layers ?? Infinity),
  }))
  if (encodings.every((encoding, index) => follows(encoding, plans[index] ?? {}))) return
  encodings.forEach((encoding, index) => Object.assign(encoding, plans[index]))
  // Letters must stay legible: fewer pictures of a screen, never smaller ones.
  if (source === 'screen') (parameters as { degradationPreference?: string }).degradationPreference = 'maintain-resolution'
  await sender.setParameters(parameters)
}

function follows(encoding: RTCRtpEncodingParameters, plan: Partial<RTCRtpEncodingParameters>): boolean {
  if ((encoding.active ?? true) !== plan.active || encoding.maxFramerate !== (plan.maxFramerate ?? encoding.maxFramerate)) return false
  if ((encoding.priority ?? plan.priority) !== plan.priority) return false
  return encoding.maxBitrate === plan.maxBitrate && encoding.scaleResolutionDownBy === (plan.scaleResolutionDownBy ?? encoding.scaleResolutionDownBy)
}
