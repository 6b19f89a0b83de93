/** How long things are kept, holds, certificates of deletion, and what people ask about their own data. */
import type { Messages, Shape } from '../shape'

export const keeping: Shape<Messages['keeping']> = {
  title: 'Retention', text: 'How long filed cases are kept. What is over is deleted from the next day on, each time with a certificate. Cases that are not filed and cases under a hold are never touched.', loading: 'Loading retention', ofCourt: 'These are the times of {court}: they hold for its own cases alone; no other court sees or changes them.', forAll: 'shared by all courts; yours has decided nothing of its own yet', back: 'Back to the calendar',
  policy: 'Months, counted from the day of filing', shipped: 'As shipped: have your court confirm them or enter its own', changedBy: 'Changed by {name}, {when}, version {n}', saved: 'Retention is updated',
  kind: { case_file: 'Case file', recording: 'Recordings', protected: 'Protected materials' },
  about: { case_file: 'The whole case: application, materials, documents, course. All of it goes.', recording: 'Only the recordings go; the digest of their list stays.', protected: 'Offers and concessions made while settling.' },
  fewest: 'At least {n} months.', why: 'Basis: {text}', reason: 'Basis of the change', reasonBad: 'Say on what basis, four characters at least', effect: 'When it becomes shorter, filed cases past the new time are deleted from the next hour on, for good. Place a hold in the case first if something must stay.', save: 'Save',
  law: 'Rules on arbitration of labour disputes, article 24 (files that end by mediation or otherwise: five years at least, applied by analogy); Cybersecurity Law, article 21; Personal Information Protection Law, articles 19 and 47',
  certificates: 'Certificates of deletion', held: '{n} cases under a hold', none: 'Nothing was deleted yet', noneText: 'Certificates appear here once filed cases have passed their time.',
  number: 'Certificate', case: 'Case', what: 'Deleted', objects: '{n} items', rule: 'By which rule', twoPeople: 'Two people decided to delete it early; it was kept until {day}', ruleText: '{n} months, kept until {day} (policy version {version})', at: 'Deleted at', state: 'Files', finished: 'Removed', unfinished: 'Being removed', leave: 'Not now',
  hold: {
    title: 'Keeping and deletion', open: 'The case is not filed and will not be deleted.', until: 'Kept until {day}', stands: 'Under a hold', by: '{name}, {when}: {reason}', was: 'Held by {name} ({reason}), lifted by {by}, {when}',
    place: 'Place a hold', lift: 'Lift', placeTitle: 'Keep this case from being deleted?', placeText: 'Nothing of the case is deleted until it is lifted. For complaints, audits, other proceedings.', liftTitle: 'Lift the hold?', liftText: 'What is past its time will be deleted soon, for good.', reason: 'Reason', placeDo: 'Place the hold', liftDo: 'Lift', placed: 'The hold is placed', lifted: 'The hold is lifted',
  },
  data: {
    title: 'Requests about own data', kind: { correct: 'correction of own data', delete: 'deletion of own data' }, who: '{name} asks for {what}', asked: '{when}: {text}', state: { asked: 'Waits for an answer.', granted: 'Granted.', refused: 'Refused.' }, by: '{name}, {when}: {text}',
    answer: 'Answer', question: 'What do you answer {name} ({what})?', help: { correct: 'If you agree, put it right under “People” first, then answer. The person reads the answer.', delete: 'While the law demands that it be kept it cannot be deleted; apart from storing, its use stops, and you say why (Personal Information Protection Law, article 47). The person reads the answer.' },
    why: 'Answer', whyBad: 'Say why, two characters at least', refuse: 'Refuse', grant: 'Grant', answered: 'Answered',
  },
  longer: 'Longer times hold at once; nothing is deleted by them.',
  short: {
    title: 'Shorter times, waiting for a second person', by: '{name} asked {when}', fromTo: 'from {from} to {to} months', nothing: 'As of today nothing would be deleted at once.', goes: 'As of today these begin to be deleted within the hour, for good:', cases: '{kind}: {n} cases', rule: 'It takes two to keep things for less time: whoever asked does not confirm. Until then everything is kept as long as before.',
    other: 'Another administrator or an auditor of your court has to confirm.', first: 'Shorter times hold only once another administrator or an auditor of your court confirmed them. Filed cases whose new time is over are then deleted, for good.', send: 'Ask for it', sent: 'Asked; another person has to confirm', busy: 'Shorter times wait for an answer; until then nothing else is changed.', stays: 'The times stay as they are; nothing is deleted.',
    do: { confirm: 'Confirm', refuse: 'Refuse', withdraw: 'Take it back' }, ask: { confirm: 'Keep things for less time?', refuse: 'Refuse the shorter times?', withdraw: 'Take the shorter times back?' }, done: { confirm: 'Confirmed; the new times hold', refuse: 'Refused; the times stay', withdraw: 'Taken back; the times stay' },
  },
  problem: {
    shortening: { own: { title: 'Nobody confirms what they asked for', next: 'Another administrator or an auditor of your court has to confirm.' }, others: { title: 'Only whoever asked takes it back', next: 'If you do not agree, refuse it.' }, waits: { title: 'Shorter times wait for an answer', next: 'Answer them first, then change.' }, unknown: { title: 'It was answered already, or is another court\'s', next: 'Load the page again.' } },
    retention: {
      months: { title: 'Too short or too long', next: 'At least {fewest} months, at most 1200.' }, longer_than_file: { title: 'It cannot be kept longer than the case file', next: 'The case file is kept for {case_file} months and takes recordings and protected materials with it.' }, reason: { title: 'Say on what basis', next: 'Write four characters or more, then save.' },
    },
    hold: { reason: { title: 'Say why', next: 'Write four characters or more.' }, lifted: { title: 'It is lifted already', next: 'Reload to see how it stands.' }, unknown: { title: 'There is no such hold', next: 'Reload to see how it stands.' } },
    data_request: { illegal_transition: { title: 'It is answered already', next: 'Reload to see how it stands.' }, unknown: { title: 'There is no such request', next: 'Reload to see how it stands.' }, answer: { title: 'Say why', next: 'Write two characters or more, then answer.' } },
  },
}
