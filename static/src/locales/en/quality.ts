/** How good a line is: four steps, figures, and everybody's line over a session. */
import type { Messages, Shape } from '../shape'

export const quality: Shape<Messages['quality']> = {
  level: { good: 'Good line', fair: 'Fair line', poor: 'Weak line', lost: 'Line lost', none: 'Not measured' },
  title: 'Lines', hint: 'one bar is {span}; the taller, the worse', loading: 'Loading the lines', none: 'Nothing is kept of the lines of this session.',
  row: 'Line of {name}; left and right arrow keys read it', read: '{from}–{to} {level}', readFigures: '{from}–{to} {level}: {figures}',
  loss: { up: '{n} lost sending', down: '{n} lost receiving' }, roundTrip: 'round trip {n} ms', freeze: 'picture stood still {span}', silent: 'microphone gave no sound',
  comma: ', ', moments: 'Worst moments', noMoments: 'Never weak or lost.',
  agent: '{browser} · {system}', browsers: { chrome: 'Chrome', edge: 'Edge', firefox: 'Firefox', safari: 'Safari', wechat: 'WeChat', other: 'another browser' },
  systems: { android: 'Android', ios: 'iPhone / iPad', windows: 'Windows', macos: 'macOS', linux: 'Linux', other: 'another system' },
  asTable: 'List by time', tableOf: 'Line of {name}', when: 'Time', line: 'Line', lossUp: 'Lost sending', lossDown: 'Lost receiving', trip: 'Round trip', rate: 'Sent / received', height: 'Picture sent / received', jitter: 'Jitter sent / received', frozen: 'Stood still', madeUp: 'Sound made up sent / received', way: 'Way', relayed: '{way}, relayed', lines: '{n} lines', ms: '{n} ms',
  test: { title: 'Connection tests they sent', ways: 'Passed: {names}', failed: 'Failed: {names}', allPassed: 'Every check passed', figures: 'round trip {ms} ms', lost: '{n} % lost', note: 'Note of the device check' },
}
