/** The page of the operators. */
import type { Messages, Shape } from '../shape'

export const operations: Shape<Messages['operations']> = {
  titles: { running: 'Running', alarms: 'Alarms', recordings: 'Recording', workers: 'Nodes' }, only: 'Seats and lines only: no names, nothing of a case', loading: 'Loading', stale: 'Could not refresh; this is how it was at {time}',
  weak: '{n} on a weak line or dropped', broken: '{n} recordings interrupted', partDown: '{part} does not answer', workerDown: '{n} media workers restarting',
  sums: { label: 'Totals', rooms: 'rooms open', people: 'people online, {n} of them presiding', weak: 'on a weak line or dropped', recorded: 'sessions being recorded', countRooms: '{n}', countPeople: '{n}', countRecorded: '{n}' },
  parts: { title: 'Parts', database: 'Database', media: 'Media', recorder: 'Recorder', well: 'Well', down: 'Does not answer' },
  workers: {
    title: 'Media workers', hint: 'Each forwards sound and picture of some rooms', name: 'Worker', number: 'Worker {n}', state: 'State', rooms: 'Rooms', browsers: 'Browsers', packets: 'Packets/s', late: 'Longest lateness', lateWhy: 'Longest lateness: the most milliseconds that sound and picture waited in this worker in the last ten to twenty seconds before they were passed on. Below 50 nobody hears it; from 100 on, sound breaks up.', loadWhy: 'A worker with more than 40,000 packets a second takes no new sessions.', load: 'Load', perLine: 'One worker a line', carries: '{load} · rooms: {n}', lateBy: 'Late by {n} ms', memory: 'Memory',
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
    title: 'Open rooms', hint: 'App: applicant side, Resp: respondent side, Med: mediator; numbered in the order of arrival', none: 'No room is open now', noneText: 'A room shows here as soon as somebody is in it. Refreshed every 5 seconds.', nobody: 'Nobody is there',
    name: 'Session {id}', log: 'the session number in the log', worker: 'worker {n}', noWorker: 'no media',
    phase: { before: 'Waiting room', open: 'Joint session', caucus: 'Caucus', ended: 'Ended' },
    recording: { off: 'Not recording', on: 'Recording', paused: 'Recording paused', broken: 'Recording interrupted', not_allowed: 'Not recording' },
    short: { applicant: 'App', respondent: 'Resp', neutral: 'Med' }, looks: { lost: 'Dropped', poor: 'Weak line', silent: 'Microphone gives no sound', away: 'Away', well: 'Well' },
    seat: 'Seat', seatName: '{side} {n}', line: 'Line', lossUp: 'Loss up', lossDown: 'Loss down', roundTrip: 'Round trip', up: 'Up', down: 'Down', since: 'Since', ms: '{n} ms', forSpan: '{time}, for {span}',
    reconnecting: 'Reconnecting', away: 'Away', unmeasured: 'Not measured yet', silent: 'Microphone gives no sound',
  },
  trouble: {
    title: 'Seats that struggle', none: 'None', where: '{seat} · session {id}',
    lost: 'Dropped', poor: 'Weak line', silent: 'Microphone gives no sound', say: 'The mediator can say: ',
    says: { lost: 'Your line is down. We wait for you; your seat is kept.', poor: 'Your line is unsteady. Please move closer to the router or a window; you may also turn your camera off, it is enough that we hear you.', silent: 'We cannot hear you. Please look at the switch of your microphone or headset, or choose another microphone under “More”.' },
    next: { lost: 'The seat is kept and comes back by itself. After a minute, ask the mediator to telephone.', poor: 'Sound goes first, pictures get smaller. Ask the mediator to have them move to the router or change network.', silent: 'Ask the mediator to have them check whether the system mutes the microphone.' },
  },
  alarms: {
    title: 'Wrong now', hint: 'What touches everybody comes first', none: 'No alarms now', noneText: 'A part that does not answer, a worker that restarts, a recording that is interrupted and a seat that drops show here. Refreshed every 5 seconds.',
    worker: 'Worker {n} is restarting', late: 'Worker {n}: longest lateness {ms} ms', recording: 'Recording interrupted: session {id}', seat: '{where}: {what}',
    next: {
      worker: 'Its rooms move to another worker within seconds; everyone in them is cut off for about a second and comes back. If it is not well in a minute, look at the log of the service.',
      late: 'Sound may break up for the people on it. See whether the machine is too busy; under Nodes it can be given no new sessions.',
      recording: 'The session goes on, the mediator has seen the notice, and the gap goes into the manifest. Look at the disk space and at the recorder.',
      database: 'Sessions go on, new actions are refused. See whether the database runs and the disk is full.',
      media: 'Sessions may be cut off and new ones cannot begin. The worker restarts by itself; if it is not well in a minute, look at the log of the service.',
      recorder: 'Sessions go on but nothing is recorded; mediators have seen the notice. The gap goes into the manifest. Look at the disk space and the log of the service.',
    },
  },
  recordings: {
    title: 'Recordings', answers: 'The recorder answers', silent: 'The recorder does not answer', foot: 'Only those who agreed are recorded. A caucus never is.',
    why: {
      on: 'Being written; every part is encrypted and chained.', off: 'The mediator has not started it.', paused: 'Paused; the mediator can go on with it.',
      broken: 'Cannot be written; the session goes on. The gap goes into the manifest.', not_allowed: 'In a caucus, which is never recorded.',
    },
  },
  settings: { title: 'Settings', text: 'What this server runs with and where it came from. Passwords, keys and addresses that may hold one are not shown. To change one, change the environment and start again; see docs/operations.md.', loading: 'Reading the settings', name: 'Name', value: 'In force', source: 'Source', given: 'Given at the start', byDefault: 'Default', withheld: 'Set, not shown', unset: 'Not set' },
}
