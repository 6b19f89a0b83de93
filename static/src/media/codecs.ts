/**
 * In which codec a phone would rather send its camera: in what its chip encodes, which spares its battery. The server
 * asks for the preferred one only while everybody in the room decodes it.
 */
type Encodes = Pick<MediaCapabilities, 'encodingInfo'>

/** The answer to the first offer waits for this, and with it all sound. */
const PATIENCE_MS = 500

const CAMERA = { width: 1280, height: 720, framerate: 30, bitrate: 1_200_000 }

/**
 * Whether this is a phone or tablet whose chip encodes H.264 and not VP8. Never throws, and takes half a second at
 * most: who cannot tell by then does not.
 */
export async function prefersH264(
  encodes: Encodes = navigator.mediaCapabilities,
  touched = matchMedia('(pointer: coarse)').matches,
): Promise<boolean> {
  if (!touched) return false
  const patience = new Promise<false>(resolve => void setTimeout(resolve, PATIENCE_MS, false))
  try {
    return await Promise.race([sparesWithH264(encodes), patience])
  }
  catch {
    return false // a browser that has no such question, or not for calls
  }
}

async function sparesWithH264(encodes: Encodes): Promise<boolean> {
  const [h264, vp8] = await Promise.all(['video/H264', 'video/VP8'].map(contentType =>
    encodes.encodingInfo({ type: 'webrtc', video: { contentType, ...CAMERA } })))
  return h264?.powerEfficient === true && vp8?.powerEfficient === false
}

/** Name H.264 first in the answers for this line. Never throws: a browser that refuses sends as it is asked. */
export function putH264First(transceiver: RTCRtpTransceiver): void {
  try {
    const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? []
    const rank = ({ mimeType }: { mimeType: string }): number => mimeType.toLowerCase() === 'video/h264' ? 0 : 1
    transceiver.setCodecPreferences([...codecs].sort((one, other) => rank(one) - rank(other)))
  }
  catch {
    // The order of the offer stands.
  }
}
