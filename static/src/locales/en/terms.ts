/** Words of terms, endings and the working calendar. */
export const terms = {
  title: 'Deadlines', running: '{n} running', over: 'Over', none: 'No deadlines yet. The term runs from acceptance of the referral.', loading: 'Loading deadlines',
  how: 'How it was worked out', howOf: '{name}: how it was worked out', strip: 'Working days around the last day', close: 'Close',
  provisional: 'provisional', provisionalNote: 'The holidays of {years} are not entered yet; the date may move.', nominal: 'nominal {day}',
  left: '{n} days left', leftWorking: '{n} working days left', today: 'due today, 24:00', passed: '{n} days overdue', stopped: 'stopped, {n} days left', stoppedPlain: 'stopped',
  done: 'done in time', doneReceipt: 'received in time', doneOn: 'done {day}', passedOn: 'ended {day}', extended: 'extended by {n} days',
  rollNote: 'Reminders follow the nominal day, expiry follows the rolled one. Whether the term itself rolls is not written anywhere; article 85 of the Civil Procedure Law is applied.',
  day: { working: 'working day', makeup: 'worked instead', rest: 'weekend', holiday: 'holiday', nominal: 'nominal end', due: 'last day', unknown: 'holidays unknown' },
  rule: {
    PICK_2WD: 'Joint choice of mediator', APPOINT_3WD: 'Appointment by the court', ACCEPT_3WD: 'Acceptance, 3 working days', ACCEPT_5WD_LUOYANG: 'Acceptance, 5 working days',
    CONTACT_3WD: 'Asking the other side', MEDIATE_30D: 'Mediation term, {n} days', MEDIATE_EXT_30D: 'Mediation term (extended)', MEDIATE_15D_ORDINARY: 'Mediation term, {n} days', MEDIATE_7D_SUMMARY: 'Mediation term, {n} days',
    LABOUR_ORG_15D: 'Organisation, 15 days', SUE_15D: '{who}: suit, 15 days', JUDICIAL_CONFIRM_30D: 'Judicial confirmation, 30 days', ARB_REVIEW_15D: 'Arbitration review, 15 days',
    SET_ASIDE_30D: '{who}: setting the award aside, 30 days', CONFIRM_OBJECT_15D: 'Objection to the confirmation, 15 days', ARB_LIMIT_1Y: 'Limitation for arbitration', ENFORCE_2Y: 'Enforcement, 2 years',
  },
  act: {
    title: 'Act', schedule: 'Schedule a session', extend: 'Extend the term', appraise: 'Begin an appraisal', suspend: 'Suspend and report', resume: 'Resume mediation', onSite: 'Move on site',
    end: 'End the mediation', keep: 'Not now', reason: 'Reason', reasonHint: 'Say what happened, at least two characters.', working: 'Working',
  },
  says: {
    legend: 'What the parties say', each: 'Ask in person, by telephone or in writing, then record each answer. Whoever was not asked did not agree.', agree: 'Agrees', decline: 'Does not agree', notAsked: 'Not asked', form: 'Form',
    forms: { oral: 'oral', written: 'written', online: 'online' }, of: 'What {name} says', formOf: 'How {name} answered', since: '{form}, {when}, recorded by {who}',
  },
  schedule: {
    title: 'When is the session?', text: 'Each participant gets a personal link, shown only this once.', when: 'Start', whenHint: 'Beijing time', minutes: 'Planned length in minutes', mode: 'Mode', modes: { online: 'online', on_site: 'on site', hybrid: 'on site and online' },
    place: 'Place', form: 'Form', forms: { joint: 'both sides together', separate: 'separately' }, separateText: 'Separate times need every party’s consent. Online Mediation Rules, article 16',
    people: 'Who takes part', submit: 'Schedule', termUntil: 'The term runs until {day}.', after: 'The session would end after the term ({day}).', confirmAfter: 'I know, schedule it anyway',
    made: 'Session {n} is scheduled', madeText: 'Send each link to its person. It is not shown again after this window closes; it can be reissued.', copy: 'Copy the link of {name}', copied: 'Copied', done: 'Sent, close', toast: 'Session {n} scheduled', noLinks: 'This session was scheduled before; its links are not shown again. Reissue them under Today.',
    onSiteTitle: 'Where will the mediation go on?', onSiteText: 'The case stays open and the term runs on.', askedBy: 'Who asked', nobody: 'Nobody can attend by video', onSiteSubmit: 'Move on site', onSiteToast: 'Moved on site',
  },
  extend: {
    title: 'Extend the mediation term?', offer: '{n} days more from the {base} {from}, until {until}.', base: { rolled: 'rolled end', nominal: 'nominal end' }, by: 'Who asked', mediator: 'suggested by the mediator',
    ask: 'Record the request', asked: '{who} asked on {when} for {n} days: {reason}', grant: 'All agree, extend', withdraw: 'Withdraw the request', save: 'Record the answers', missing: 'Missing: {names}', granted: 'All agreed, extended by {n} days', toast: 'Term extended', card: 'Request to extend', offerNone: 'No further extension is possible.',
  },
  pause: {
    appraiseTitle: 'Begin an appraisal and stop the term?', appraiseText: 'The time of an appraisal is not counted in the term. Online Mediation Rules, article 26', appraiseDo: 'Begin the appraisal',
    suspendTitle: 'Suspend the mediation and report?', suspendText: 'Parties see neither this step nor its reason. Only court or organisation can resume. Online Mediation Rules, article 23', suspendDo: 'Suspend and report',
    resumeTitle: 'Resume mediation and let the term run?', resumeText: 'The days of standstill are not counted in the term.', resumeDo: 'Resume', note: 'Note (optional)', since: { appraisal: 'Appraisal (clock stopped)', suspension: 'Suspended' }, sinceText: 'since {when}, {who}: {reason}', toast: { appraisal: 'Term stopped', suspension: 'Suspended and reported', resume: 'Mediation resumed' },
  },
  ending: {
    tab: 'Ending', title: 'End the mediation', question: 'Why does the mediation end?', text: 'Ending without agreement takes no right to sue or arbitrate away. Record facts only.', code: 'Ending', submit: 'End the mediation', toast: 'Mediation ended', reasonHint: 'Say what happened and why. “Other” needs at least ten characters.',
    codes: {
      agreement: 'Agreement', settled_and_withdrew: 'Parties settled and withdrew', party_unreachable: 'A party cannot be reached within the term', party_unwilling: 'A party is clearly unwilling', differences_too_large: 'Differences too large',
      term_over: 'Term over, no extension agreed', refused_to_sign: 'A party refuses to sign', other: 'Other',
    },
    ended: '{code}', endedBy: 'recorded by {who}, {when}', route: 'What follows', routes: { register: 'The court registers the suit', resume_trial: 'The trial resumes', suggest_filing: 'Online filing, or arbitration first, is suggested' },
    notices: 'Ways that are left to the parties', noContact: 'No contact is on record yet, so “cannot be reached” is not possible.',
    steps: { report: 'Write the report', hand_over: 'Hand over', receipt: 'Receipt by the court', close: 'File the case' }, stepDone: '{when}', stepNow: 'to do now', stepLater: 'later',
    report: 'Report of the ending', basic: 'Basic facts of the mediation', why: 'Why there was no agreement', costly: 'Conduct that raised the other side’s costs of litigation', costlyHint: 'Leave empty if there was none.', hints: 'What else the court should know', undisputed: 'Undisputed facts', undisputedHint: 'Each leaves with the report only when every party confirmed it. No concessions made to settle belong here.', addFact: 'Add a fact', fact: 'Fact {n}', dropFact: 'Remove fact {n}', confirmed: '{name} confirmed', jointYes: 'leaves with the report', jointNo: 'not confirmed by all, stays', saveReport: 'Save the report', reportSaved: 'Report saved', none: 'none',
    list: 'List of what is handed over', listHint: 'Transferable material only. Talks, proposals, recordings and contacts stay.', listEmpty: 'Nothing to hand over.', handOver: 'Hand over to the court', handedOver: '{n} items handed over', receive: 'Acknowledge receipt', number: 'Number of the suit (if there is one)', received: 'Received by the court', closeCase: 'File the case', closed: 'Case filed', loading: 'Loading the ending', notYet: 'The mediation goes on.', notYetText: 'An agreement is recorded in a session; when it does not go on, end the mediation here.',
  },
  effect: {
    title: 'Agreement in force', text: 'It takes effect when the last party signs. With the mediator’s signature and the seal applied before, all readings give one instant.', signed: 'Signature of {name}', mediator: 'Signature of the mediator', seal: 'Seal of the organisation (if any)', clauses: 'What the agreement is about', clause: { payment: 'payment', relationship: 'confirms a labour relationship', documents: 'documents', insurance: 'social insurance', other: 'other' },
    performance: 'Performance', what: 'What is to be done', dueOn: 'Due', add: 'Add an instalment', submit: 'Record the effect', toast: 'Agreement in force', at: 'in force since {when}', complete: 'all signatures and seal: {when}', followUp: 'follow-up {day}',
    doors: 'Making the agreement enforceable', door: { judicial_confirmation: 'Judicial confirmation', arbitration_review: 'Arbitration review', payment_order: 'Payment order', court_paper: 'Court mediation paper', withdrawal: 'Withdrawal of the suit' },
    joint: 'all parties together', alone: 'the worker alone', open: 'open', shut: 'closed', barrier: { applied: 'applied for already', excluded: 'the other way was chosen; not both', period_over: 'its time is over', confirms_relationship: 'an agreement that confirms a labour relationship is not reviewed', no_payment: 'nothing in the agreement is a payment' },
    warning: { not_only_payment: 'not only about payment: the court may not confirm it', after_default: 'for when the other side does not perform in time', excludes_other: 'choosing this closes the other' },
    apply: 'Apply: {door}', applicant: 'Who applies first', applied: 'Recorded', state: { awaiting_other: 'awaiting the other side, not sent', sent: 'sent', granted: 'granted', dismissed: 'dismissed', withdrawn: 'withdrawn' }, confirm: 'Record the other side’s answer', grant: 'Granted', dismiss: 'Dismissed', withdraw: 'Withdraw', on: 'Date', until: 'until {day}',
  },
  calendar: {
    title: 'Working calendar', nav: 'Calendar', loading: 'Loading the calendar', alert: 'The holidays of {years} are not entered yet', alertText: 'The State Council usually publishes them in November. Until then every date of that year is provisional.', year: '{n}', shipped: 'came with the program', entered: 'entered by {who}, {when}', provisional: 'not entered, provisional',
    edit: 'Enter or change {n}', source: 'Name or number of the notice', off: 'Days off', offHint: 'As in the notice, separated by spaces: 1-1…3 2-6…12. Month-day; ranges with … or ~.', makeup: 'Days worked instead', makeupHint: 'Saturdays or Sundays: 1-4 2-14.', bad: 'Cannot read “{part}”. Write 1-1 or 1-1…3.',
    preview: 'See which deadlines move', moves: 'Deadlines that move', movesNone: 'No deadline moves.', move: '{serial} {rule}: {before} becomes {after}', certain: '{serial} {rule}: {after} is certain now', save: 'Save and work out again', saved: 'Calendar of {n} saved', month: 'Month {n}', legend: 'Legend',
  },
  problem: {
    extension: {
      consent_missing: { title: 'Not everybody agreed; the term is not extended', next: 'Missing: {missing}. Ask, record the answer, then extend.' }, too_late: { title: 'The term is over', next: 'It ended on {ended_on}; nothing is extended afterwards.' },
      pending: { title: 'There is a request already', next: 'Record what the parties say to it, or withdraw it.' }, used_up: { title: 'No further extension', next: 'This court allows {extensions} at most.' },
    },
    term: { not_begun: { title: 'The term has not begun', next: 'It runs from acceptance.' }, over: { title: 'The mediation is over', next: 'The term does not change any more.' } },
    pause: { not_yours: { title: 'Only court or organisation can resume', next: 'Call the contact at the court.' }, none: { title: 'The term is running', next: 'Somebody may have resumed it. Read again.' } },
    on_site: { consent_missing: { title: 'Not everybody agreed to meet on site', next: 'Missing: {missing}.' } },
    session: {
      in_the_past: { title: 'That time has passed', next: 'Choose a later one.' }, place: { title: 'The place is missing', next: 'When people meet, say where.' }, people: { title: 'The participants do not fit', next: 'Together: somebody of each side. Separately: one side only.' },
      separate_consent_missing: { title: 'Separate times need every party’s consent', next: 'Missing: {missing}.' }, after_term: { title: 'The session lies after the term', next: 'The term ends on {due}. Extend it, choose another time, or confirm that you want this.' }, length: { title: 'The length does not fit', next: 'Between 1 and 720 minutes.' },
    },
    ending: {
      incomplete: { title: 'Something is missing', next: 'Choose an ending and give the reason; “other” needs ten characters.' }, no_contact_log: { title: 'No contact is on record', next: 'Record calls and messages first.' },
      term_runs: { title: 'The term is not over', next: 'Choose another ending.' }, nothing_to_sign: { title: 'There is no agreement', next: 'Nothing to refuse to sign. Choose another ending.' }, session_open: { title: 'A session is going on', next: 'Record the outcome in the room.' },
    },
    report: { incomplete: { title: 'The report is incomplete', next: 'Basic facts and reason are both needed.' }, handed_over: { title: 'The report was handed over', next: 'It cannot be changed any more.' } },
    hand_over: { no_report: { title: 'There is no report', next: 'Write it first.' }, done: { title: 'Handed over already', next: 'Read again.' } },
    receipt: { nothing: { title: 'Nothing was handed over yet', next: 'Wait for the mediator.' }, done: { title: 'Received already', next: 'Read again.' } },
    close: { report_owed: { title: 'The report is missing', next: 'Write it first.' }, hand_over_owed: { title: 'The hand-over is missing', next: 'A case referred by a court is filed after the hand-over.' }, receipt_owed: { title: 'The court has not acknowledged receipt', next: 'The case is filed after that.' } },
    effect: { incomplete: { title: 'Something is missing', next: 'Every party’s signature, none in the future, and at least one kind of content.' } },
    door: { closed: { title: 'This way is closed now', next: 'See the reason beside it.' }, applicant_only: { title: 'Only the worker can ask for this', next: 'Payment order and withdrawal are the applicant’s.' } },
    calendar: { notice: { title: 'The notice contradicts itself', next: 'All days in the year; days worked instead are weekend days and not days off; the source is named.' } },
  },
} as const
