/** The page of the operators. */
import type { Messages, Shape } from '../shape'

export const operations: Shape<Messages['operations']> = {
  title: 'Operations', only: 'Seats and lines only: no names, nothing of a case', loading: 'Loading', stale: 'Could not refresh; this is how it was at {time}',
  weak: '{n} on a weak line or dropped', broken: '{n} recordings interrupted', partDown: '{part} does not answer', workerDown: '{n} media workers restarting',
  sums: { label: 'Totals', rooms: 'rooms open', people: 'people online, {n} of them presiding', weak: 'on a weak line or dropped', recorded: 'sessions being recorded', countRooms: '{n}', countPeople: '{n}', countRecorded: '{n}' },
  parts: { title: 'Parts', database: 'Database', media: 'Media', recorder: 'Recorder', well: 'Well', down: 'Does not answer' },
  workers: {
    title: 'Media workers', hint: 'Each forwards sound and picture of some rooms', name: 'Worker', number: 'Worker {n}', state: 'State', rooms: 'Rooms', browsers: 'Browsers', packets: 'Packets/s', late: 'Longest lateness', memory: 'Memory',
    restarts: 'Restarts', act: 'Actions', times: '{n}', ms: '{n} ms',
    states: { running: 'Running', draining: 'No new sessions', down: 'Restarting', fixed: 'Running (cannot be replaced alone)' },
    drain: 'Stop new sessions',
  },
  drain: {
    title: 'Give worker {n} no new sessions?', none: 'No session is on this worker: a fresh one takes its place at once.',
    text: 'The {n} rooms on it go on; when they have ended, a fresh worker takes its place. Rooms that last longer than 10 minutes are moved to another: everyone in them is cut off for about a second and comes back by themselves.',
    last: 'No other worker takes new sessions now. Until it is replaced, new sessions are refused with the sentence for "full".', logged: 'This goes into the audit log.', keep: 'Keep it', do: 'Stop new sessions', done: 'Worker {n} takes no new sessions',
  },
  rooms: {
    title: 'Open rooms', hint: 'Seats are numbered in the order of arrival', none: 'No room is open now', noneText: 'A room shows here as soon as somebody is in it. Refreshed every 5 seconds.', nobody: 'Nobody is there',
    name: 'Session {id}', log: 'the session number in the log', worker: 'worker {n}', noWorker: 'no media',
    phase: { before: 'Waiting room', open: 'Joint session', caucus: 'Caucus', ended: 'Ended' },
    recording: { off: 'Not recording', on: 'Recording', paused: 'Recording paused', broken: 'Recording interrupted', not_allowed: 'Not recording' },
    seat: 'Seat', seatName: '{side} {n}', line: 'Line', lossUp: 'Loss up', lossDown: 'Loss down', roundTrip: 'Round trip', up: 'Up', down: 'Down', since: 'Since', ms: '{n} ms', forSpan: '{time}, for {span}',
    reconnecting: 'Reconnecting', away: 'Away', unmeasured: 'Not measured yet', silent: 'Microphone gives no sound',
  },
  trouble: {
    title: 'Seats that struggle', none: 'None', where: '{seat} · session {id}',
    lost: 'Dropped', poor: 'Weak line', silent: 'Microphone gives no sound',
    next: { lost: 'The seat is kept and comes back by itself. After a minute, ask the mediator to telephone.', poor: 'Sound goes first, pictures get smaller. Ask the mediator to have them move to the router or change network.', silent: 'Ask the mediator to have them check whether the system mutes the microphone.' },
  },
}
