/** Support access: asked for, granted, ended, and what was read. */
export const support = {
  title: 'Support access', loading: 'Loading',
  text: {
    ask: 'When something does not work and cannot be understood without looking at a case, ask the house whose data it is. Once granted you can look for so many hours only, and each look is kept.',
    grant: 'Support sees no case by itself. Where a fault has to be looked into, this house lets it in for a limited time; you can end that whenever you like.',
    audit: 'What support asked to look at, who granted it, and which cases were read.',
  },
  law: 'Data Security Law art. 40: whoever builds or maintains a government system acts under strict approval and supervision and must not keep, use or leak its data',
  shows: 'Shown: state of the case, sessions, links and device checks, whether messages got through, names of steps; of telephones the last four digits. Not shown: names, identity numbers, claims, papers, documents, what was said, recordings.',
  state: { asked: 'Waiting for an answer', open: 'Open', refused: 'Not granted', ended: 'Ended', expired: 'Over by time' },
  ask: {
    title: 'Ask to look', house: 'Whose data it is', pick: 'Please choose', scope: 'What to look at', one: 'One case', all: 'All cases of this house', serial: 'Serial', purpose: 'Purpose', purposeHint: 'Say what goes wrong and what has to be found out. Whoever grants it, whoever handles the case and the parties read this.',
    hours: 'For how long', n: '{n} h', do: 'Send the request', done: 'Sent; waiting for the answer',
    lacks: { house: 'choose a house', serial: 'give the serial', purpose: 'say what for (four characters or more)' },
  },
  list: 'Requests', none: 'No request yet', noneText: 'When somebody asks to look, it appears here.', caseNone: 'Nobody of the support has looked into this case, and nobody can.',
  what: { one: 'Case {serial}', all: 'All cases of {house}' },
  purpose: 'Purpose: {text}', asked: '{name} asked {when}, for {n} h', waits: 'A request nobody answers within three days is void.', until: '{name} granted it; over at {when}', refused: '{name} did not grant it, {when}', ended: '{name} ended it, {when}', expired: 'Over by time, {when}',
  reads: 'Read {n} times', noReads: 'Not read yet', read: '{when}: {serial}',
  open: 'Look', answer: 'Answer', end: 'End now', withdraw: 'Take the request back',
  grant: {
    title: 'Let {name} look?', text: 'Time runs from now and ends it by itself. Each look is kept.', hours: 'For how long', do: 'Grant', refuse: 'Do not grant', later: 'Later', granted: 'Granted', refusedToast: 'Not granted',
  },
  stop: { title: 'End it now?', text: 'Nothing can be read from then on. Whoever still has to look asks again.', do: 'End it', keep: 'Not now', done: 'Ended' },
  back: 'Back to the requests', cases: 'Cases to look at', casesText: 'Opening a case is kept as one look.',
  case: {
    title: 'Case {serial}', until: 'Over at {when}. Each look is kept; whoever handles the case and the parties can see it.', facts: 'Facts', court: 'Court', organisation: 'Organisation', received: 'First receipt',
    people: 'People (by number, without names)', number: 'No. {n}', sessions: 'Sessions', noSessions: 'No session planned', session: 'Session {n}', minutes: '{n} min', link: 'Link', camera: 'Camera', microphone: 'Microphone', network: 'Network', untested: 'not tested',
    messages: 'Messages', noMessages: 'No message was sent', tries: '{n} tries', course: 'Steps', refresh: 'Look again',
  },
  problem: {
    support: {
      house: { title: 'There is no such house', next: 'Choose one of the list.' }, case: { title: 'This house has no such case', next: 'Check the serial; the case may belong to another house.' },
      purpose: { title: 'Please say what for', next: 'Write four characters or more and send it again.' }, hours: { title: 'Too long', next: '{most} hours at most.' }, own: { title: 'Nobody grants their own request', next: 'Somebody else of this house has to answer.' },
      over: { title: 'It is over', next: 'Whoever has to look asks again.' }, closed: { title: 'You cannot look now', next: 'The time is over, or it was not granted yet. Ask again if you still have to look.' }, unknown: { title: 'There is no such request, or another house answers it', next: 'Go back to the list and check.' },
      illegal_transition: { title: 'It was answered or ended already', next: 'Look at how things stand.' },
    },
  },
} as const
