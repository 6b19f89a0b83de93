import { expect, it } from 'vitest'

import { ALL, encode, planOf } from './encodings'

function aSender(encodings: RTCRtpEncodingParameters[] | undefined) {
  const set: RTCRtpSendParameters[] = []
  const sender = {
    getParameters: () => ({ encodings: encodings?.map(one => ({ ...one })) }),
    setParameters: (parameters: RTCRtpSendParameters) => {
      set.push(parameters)
      return Promise.resolve()
    },
  }
  return { sender: sender as unknown as RTCRtpSender, set }
}

it('a camera in three layers is scaled to a quarter, a half and all', async () => {
  const { sender, set } = aSender([{ rid: 'q' }, { rid: 'h' }, { rid: 'f' }])

  await encode(sender, 'camera')

  expect(set[0]?.encodings.map(one => [one.rid, one.scaleResolutionDownBy])).toEqual([['q', 4], ['h', 2], ['f', 1]])
})

it('the layers of a camera cost more, the larger they are', () => {
  const rates = ['q', 'h', 'f'].map(rid => planOf('camera', rid, false).maxBitrate ?? 0)

  expect([...rates].sort((one, other) => one - other)).toEqual(rates)
})

it('a single encoding is the whole picture, whatever its name', () => {
  expect(planOf('camera', 'q', true).scaleResolutionDownBy).toBeUndefined()
})

it('a voice goes before every picture, and a screen before faces', () => {
  expect((['mic', 'screen', 'camera'] as const).map(source => planOf(source, undefined, true).priority)).toEqual(['high', 'medium', 'low'])
})

it('a screen keeps its size and gives up pictures per second', async () => {
  const { sender, set } = aSender([{}])

  await encode(sender, 'screen')

  expect(set[0]).toMatchObject({ degradationPreference: 'maintain-resolution', encodings: [{ maxFramerate: 10 }] })
})

it.each([[null, [true, true, true]], [3, [true, true, true]], [2, [true, true, false]], [1, [true, false, false]], [0, [false, false, false]]])(
  'of a camera of which %s layers are needed the others are stopped', async (layers, active) => {
    const { sender, set } = aSender([{ rid: 'q' }, { rid: 'h' }, { rid: 'f' }])

    await encode(sender, 'camera', { ...ALL, layers: layers })

    expect(set[0]?.encodings.map(one => one.active)).toEqual(active)
  })

it('a screen nobody needs is stopped, and sent again when somebody does', async () => {
  const { sender, set } = aSender([{ active: true }])

  await encode(sender, 'screen', { ...ALL, layers: 0 })
  await encode(sender, 'screen', { ...ALL, layers: 1 })

  expect(set.map(one => one.encodings[0]?.active)).toEqual([false, true])
})

it('a browser that refuses a change is left as it is', async () => {
  const { sender } = aSender([{}])
  sender.setParameters = () => Promise.reject(new DOMException('no', 'InvalidStateError'))

  await expect(encode(sender, 'camera', { ...ALL, layers: 0 })).resolves.toBeUndefined()
})

it('a camera whose resumption the browser refused is sent when the server asks once more', async () => {
  const { sender, set } = aSender([{ active: false }])
  const taken = sender.setParameters.bind(sender)
  sender.setParameters = () => Promise.reject(new DOMException('no', 'InvalidModificationError'))
  await encode(sender, 'camera')
  sender.setParameters = taken

  await encode(sender, 'camera')

  expect(set.map(one => one.encodings[0]?.active)).toEqual([true])
})

it('what already follows the plan is left alone', async () => {
  const { sender, set } = aSender([planOf('mic', undefined, true)])

  await encode(sender, 'mic')

  expect(set).toEqual([])
})

it('the rate of a voice is left to what was agreed', async () => {
  const { sender, set } = aSender([{ priority: 'low' }])

  await encode(sender, 'mic')

  expect(set.map(one => one.encodings)).toEqual([[{ priority: 'high', networkPriority: 'high', active: true }]])
})

it('a browser without encodings keeps its own', async () => {
  const { sender, set } = aSender(undefined)

  await encode(sender, 'camera')

  expect(set).toEqual([])
})

it('of a camera on a thin line few frames are sent, and all again afterwards', async () => {
  const { sender, set } = aSender([{ rid: 'q' }, { rid: 'h' }, { rid: 'f' }])

  await encode(sender, 'camera', { ...ALL, frames: 5 })
  await encode(sender, 'camera')

  expect(set.map(one => one.encodings.map(({ maxFramerate }) => maxFramerate))).toEqual([[5, 5, 5], [30, 30, 30]])
})
