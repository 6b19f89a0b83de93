/** Other systems: what of the cases did not reach them, why, and sending it again. */
import type { Messages, Shape } from '../shape'

export const delivery: Shape<Messages['delivery']> = {
  title: 'Other systems', text: 'What happens to a case (received, referred, session over, ended, handed over) goes to court, statistics and other systems by itself: serial, codes, times and the name of the organisation, never a person or a word of the talks. What the other end does not take stops here until it is sent again.', loading: 'Looking what did not arrive', back: 'Back to the calendar',
  stopped: 'Not delivered', count: '{n}', waiting: '{n} more are on their way by themselves', none: 'Nothing has stopped', noneText: 'What is refused, or cannot be delivered after many tries, stops here.',
  what: 'What happened', case: 'Case', at: 'When', why: 'Why', behind: 'Behind it', act: 'Action', behindN: '{n} wait for it', tries: '{n} tries',
  again: 'Send again', againOf: 'Send again: {serial} {what}', all: 'Send all again', refresh: 'Refresh', done: 'Sending {n} again now; refresh in a few seconds to see the result',
  fact: { CaseReceived: 'Received', CaseReferred: 'Referred', ReferralAnswered: 'Referral answered', SessionConcluded: 'Session over', CaseEnded: 'Mediation ended', HandedOver: 'Handed over to the court', ApplicationSent: 'Application sent' },
  fault: {
    refused: { title: 'The other end read it and does not take it', next: 'Its administrator looks up the code; send it again once that is mended.' },
    turned_away: { title: 'The other end keeps turning it away', next: 'Its administrator sees whether it runs and the secrets agree; then send it again.' },
    unanswered: { title: 'The other end does not answer', next: 'The operators check network and address; then send it again.' },
    unwritten: { title: 'The file cannot be written', next: 'The operators check disk and folder; then send it again.' },
    unfit: { title: 'Not of a form that may leave, so nothing left', next: 'Tell the operators serial and code; send it again once it is checked.' },
  },
  code: 'Code {code}', codeStatus: 'Code {code}, the other end answered {status}',
  problem: { delivery: { gone: { title: 'Some of it was sent again already', next: 'The list is up to date now: choose again.' } } },
}
