// A WebRTC stack of its own, without a browser, that does what lines of JSON on its input tell: an offer is answered,
// a packet is sent on its line. It tells the line of every packet that comes.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const require = createRequire(new URL('../../static/package.json', import.meta.url))
const werift = require('werift')

const connection = new werift.RTCPeerConnection({
  iceServers: [],
  iceUseIpv6: false,
  iceAdditionalHostAddresses: ['127.0.0.1'],
  codecs: {
    audio: [new werift.RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111 })],
    video: [
      new werift.RTCRtpCodecParameters({
        mimeType: 'video/VP8',
        clockRate: 90_000,
        payloadType: 96,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }]
      })
    ]
  }
})
const sent = new Map()

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`)

connection.onRemoteTransceiverAdded.subscribe((transceiver) => {
  transceiver.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe(() => say({ came: transceiver.mid }))
  })
})

const answer = async (sdp) => {
  await connection.setRemoteDescription({ type: 'offer', sdp })
  for (const transceiver of sent.size ? [] : connection.getTransceivers().slice(0, 2)) {
    const track = new werift.MediaStreamTrack({ kind: transceiver.kind })
    transceiver.setDirection('sendonly')
    await transceiver.sender.replaceTrack(track)
    sent.set(transceiver.mid, track)
  }
  await connection.setLocalDescription(await connection.createAnswer())
  say({ answer: connection.localDescription.sdp })
}

for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line)
  if (told.offer) await answer(told.offer)
  else sent.get(told.mid).writeRtp(Buffer.from(told.packet, 'base64'))
}
await connection.close()
process.exit(0)
