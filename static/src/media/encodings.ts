/** How each source is encoded: voices first, a face in three sizes, a screen sharp rather than smooth. */
import type { OfferedTrackMessage } from '@/protocol/messages'

type Source = OfferedTrackMessage['source']

interface Plan {
  readonly maxBitrate: number
  readonly priority: RTCPriorityType
  readonly maxFramerate?: number
}

const WHOLE: Readonly<Record<Source, Plan>> = {
  mic: { maxBitrate: 40_000, priority: 'high' },
  camera: { maxBitrate: 1_200_000, priority: 'low' },
  screen: { maxBitrate: 1_500_000, priority: 'medium', maxFramerate: 10 },
}

/** The sizes the server asks for by these names: a quarter, a half, all of the camera's height. */
const LAYERS: Readonly<Record<string, { readonly scaleResolutionDownBy: number, readonly maxBitrate: number }>> = {
  q: { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  h: { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  f: { scaleResolutionDownBy: 1, maxBitrate: 1_200_000 },
}

/** What one encoding of a source shall be; `only` says that there is no other. */
export function planOf(source: Source, rid: string | undefined, only: boolean): Partial<RTCRtpEncodingParameters> {
  const whole = WHOLE[source]
  const layer = rid === undefined || only ? undefined : LAYERS[rid]
  return { ...whole, ...layer, networkPriority: whole.priority }
}

/**
 * Bring a sender's encodings to plan, and let only the lowest `layers` of them be sent; null lets all.
 * A browser that refuses keeps its own until it is asked again. Never throws.
 */
export async function encode(sender: RTCRtpSender, source: Source, layers: number | null = null): Promise<void> {
  try {
    await plan(sender, source, layers ?? Infinity)
  }
  catch {
    // The sender is of a connection that is closed, or the browser knows nothing of encodings.
  }
}

async function plan(sender: RTCRtpSender, source: Source, layers: number): Promise<void> {
  const parameters = sender.getParameters()
  const encodings = parameters.encodings as RTCRtpEncodingParameters[] | undefined
  if (encodings === undefined || encodings.length === 0) return
  const plans = encodings.map((encoding, index) => ({
    ...planOf(source, encoding.rid, encodings.length === 1), active: index < layers,
  }))
  if (encodings.every((encoding, index) => follows(encoding, plans[index] ?? {}))) return
  encodings.forEach((encoding, index) => Object.assign(encoding, plans[index]))
  // Letters must stay legible: fewer pictures of a screen, never smaller ones.
  if (source === 'screen') (parameters as { degradationPreference?: string }).degradationPreference = 'maintain-resolution'
  await sender.setParameters(parameters)
}

function follows(encoding: RTCRtpEncodingParameters, plan: Partial<RTCRtpEncodingParameters>): boolean {
  if ((encoding.active ?? true) !== plan.active) return false
  return encoding.maxBitrate === plan.maxBitrate && encoding.scaleResolutionDownBy === (plan.scaleResolutionDownBy ?? encoding.scaleResolutionDownBy)
}
