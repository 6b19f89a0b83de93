/** Microphones, cameras and the screen: opening them, and why that failed. */

export type CaptureKind = 'mic' | 'camera' | 'screen'

/** Why a device cannot be used; the sentence for each is in `locales`. */
export type DeviceProblem =
  /** The person or the system said no. */
  | 'refused'
  /** Another program holds it. */
  | 'busy'
  | 'absent'
  /** The page is not served over HTTPS. */
  | 'insecure'
  /** The browser has no media at all, such as some in-app browsers. */
  | 'unsupported'
  | 'unknown'

export type Capture =
  | { readonly ok: true, readonly track: MediaStreamTrack }
  | { readonly ok: false, readonly problem: DeviceProblem, readonly name: string }

export interface DeviceChoice {
  readonly id: string
  readonly label: string
}

const PROBLEMS: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: 'refused',
  PermissionDeniedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
  NotFoundError: 'absent',
  DevicesNotFoundError: 'absent',
  OverconstrainedError: 'absent',
  TypeError: 'unsupported',
}

/** Sound as a recording for a court needs it: echo out, speech unchanged where the browser allows. */
const MIC: MediaTrackConstraints = { echoCancellation: true, autoGainControl: true, noiseSuppression: true }
const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 }, facingMode: 'user',
}

/** The names browsers give are the only way to tell; unknown ones stay `unknown`. */
export function problemOf(error: unknown): { problem: DeviceProblem, name: string } {
  const name = error instanceof Error || error instanceof DOMException ? error.name : 'UnknownError'
  return { problem: PROBLEMS[name] ?? 'unknown', name }
}

function media(): MediaDevices | undefined {
  // Absent outside secure contexts and in some in-app browsers, whatever the type says.
  return (navigator as Partial<Navigator>).mediaDevices
}

async function open(kind: CaptureKind, devices: MediaDevices, device?: string): Promise<MediaStream> {
  const chosen = device === undefined ? {} : { deviceId: { exact: device } }
  if (kind === 'mic') return await devices.getUserMedia({ audio: { ...MIC, ...chosen } })
  if (kind === 'camera') return await devices.getUserMedia({ video: { ...CAMERA, ...chosen } })
  return await devices.getDisplayMedia({ video: { frameRate: { ideal: 8, max: 15 } }, audio: false })
}

/** Open one device; never throws. The caller stops the track. */
export async function capture(kind: CaptureKind, device?: string): Promise<Capture> {
  const devices = media()
  if (devices === undefined) {
    return { ok: false, problem: window.isSecureContext ? 'unsupported' : 'insecure', name: 'NoMediaDevices' }
  }
  try {
    const stream = await open(kind, devices, device)
    const track = stream.getTracks()[0]
    return track === undefined ? { ok: false, problem: 'absent', name: 'NoTrack' } : { ok: true, track }
  }
  catch (error) {
    // A remembered device may be gone; any other is better than none.
    if (device !== undefined && problemOf(error).problem === 'absent') return await capture(kind)
    return { ok: false, ...problemOf(error) }
  }
}

/** Ask for both with one question; where one of them fails, each is tried alone so that its reason is known. */
export async function captureBoth(): Promise<{ mic: Capture, camera: Capture }> {
  try {
    const stream = await media()?.getUserMedia({ audio: MIC, video: CAMERA })
    const mic = stream?.getAudioTracks()[0]
    const camera = stream?.getVideoTracks()[0]
    if (mic !== undefined && camera !== undefined) return { mic: { ok: true, track: mic }, camera: { ok: true, track: camera } }
  }
  catch {
    // One of the two failed; the browser does not say which.
  }
  return { camera: await capture('camera'), mic: await capture('mic') }
}

/** Whether this browser can show the screen at all. */
export function canShareScreen(): boolean {
  return typeof (media() as Partial<MediaDevices> | undefined)?.getDisplayMedia === 'function'
}

/** Devices of a kind; names are empty until the first permission. */
export async function listDevices(kind: 'mic' | 'camera'): Promise<readonly DeviceChoice[]> {
  const wanted = kind === 'mic' ? 'audioinput' : 'videoinput'
  const all = await media()?.enumerateDevices().catch(() => []) ?? []
  return all.filter(device => device.kind === wanted).map(device => ({ id: device.deviceId, label: device.label }))
}

/** Call `listener` when devices come or go; returns the way to stop. */
export function onDeviceChange(listener: () => void): () => void {
  const devices = media()
  devices?.addEventListener('devicechange', listener)
  return () => devices?.removeEventListener('devicechange', listener)
}

/** Browsers inside chat apps, where a camera often fails; the remedy is "open in the browser". */
export function inAppBrowser(agent: string): 'wechat' | 'other' | null {
  if (/MicroMessenger/i.test(agent)) return 'wechat'
  return /\b(QQ|AlipayClient|DingTalk|Weibo|aweme|ToutiaoMicroApp)\b/i.test(agent) ? 'other' : null
}
