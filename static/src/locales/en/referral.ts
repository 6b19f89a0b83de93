/** Words of choosing, referring and accepting. */
import type { Messages, Shape } from '../shape'

export const referral: Shape<Messages['referral']> = {
  title: 'Referral', listTitle: 'To refer and to answer', listText: 'Longest waiting first', none: 'Nothing waits to be referred or answered', noneText: 'Cases whose intake is complete appear here.', loading: 'Loading',
  register: {
    for: 'Looked up for', purpose: { juror: 'juror', agent: 'agent', witness: 'witness', expert: 'expert', interpreter: 'interpreter' }, page: 'Conflict register', pageText: 'Whether somebody mediated this case or one of the same parties. Every search is in the audit log: by whom and for what.',
    title: 'Conflict register', law: 'Invited Mediation Provisions, art. 16', what: 'Name of a mediator, or serial of a case', search: 'Search', none: 'Nothing found of “{what}” in the cases of this court.', since: 'since {since}', until: '{since} to {until}',
    hint: 'Whoever mediated may not be juror, agent, witness, expert or interpreter in the case or in one between the same parties. Agents, and people of neither side such as witnesses and interpreters, are compared by name, number and telephone, and refused.',
    choose: 'Please choose', foundFor: '“{what}”: {n} found',
  },
  waitingOn: 'Waiting for {name}', last: { sent: 'Waiting', accepted: 'Accepted', declined: 'Declined', overdue: 'Not confirmed in time', withdrawn: 'Taken back', ended: 'Ended' },
  page: { refer: 'Refer to mediation', accept: 'Accept the referral?', own: 'Take the application on', preside: 'A judge mediates', panel: 'Who mediates' }, facts: '{cause} · claims {amount} yuan', factsPlain: '{cause}',
  byRight: 'said by {who} ({kind})',
  choice: {
    title: 'Who chooses', none: 'Where both sides agreed they choose together; where one side agreed the court asks it and appoints.', joint: 'The parties choose', court: 'The court appoints',
    open: 'The parties are choosing until {day} 24:00. Until both picked the same, nobody sees what was picked.', picked: 'picked', notPicked: 'not yet', record: 'Record the choice of {name}', recordDo: 'Record', askCourt: 'A party asks the court to appoint',
    matched: 'Both picked {name}', handed: { one_sided: 'Not all agreed: the court appoints', asked: 'A party asked the court to appoint', no_match: 'No common choice in two working days: the court appoints', chosen_gone: 'Whom both picked cannot be referred to now: the court appoints', after_refusal: 'The last referral came back: the court appoints, or the parties choose again' },
    ofOwn: {
      none: 'Where both sides agreed to mediation they can choose one of your mediators together; otherwise name one beside this.', lacking: 'Not agreed to mediation yet: {names}. Only when both sides agreed do they choose together; ask them and record the answer under People, “online mediation”. Or name a mediator beside this.',
      askCourt: 'A party asks you to name a mediator', chosenLaw: 'Invited Mediation Provisions, art. 12',
      gone: 'They cannot take the case now: off the roster, full, or without an account. Let the parties choose again, and they are told; or name a mediator beside this.',
      handed: { one_sided: 'Your organisation names a mediator', asked: 'A party asked your organisation to name a mediator', no_match: 'No common choice in two working days: your organisation names a mediator', chosen_gone: 'Whom both picked cannot take the case now: your organisation names a mediator', after_refusal: 'Your organisation names a mediator' },
    },
    gone: 'The case cannot be referred to them now: off the roster, full, or without an account. Wait until that changes, or let the court appoint or the parties choose again; then the parties are told.', matchedGone: 'Both picked the same',
    wait: 'The parties are still choosing. It can be sent once both picked the same, or the court is asked.', first: 'First settle under “Who chooses” who chooses the mediator.',
    lacking: 'Not agreed to mediation yet: {names}. Only when both sides agreed do they choose together; ask them and record the answer under People, “online mediation”. Where one side agreed, the court appoints.',
    due: 'The court appoints by {day} 24:00', again: 'Let the parties choose again', chosenLaw: 'Online mediation rules, art. 10',
  },
  preside: {
    title: 'Which judge mediates', law: 'Online Mediation Rules, art. 24', text: 'Not before every party agreed. The term runs from the day of the last consent.', lacking: 'Not agreed to mediation yet: {names}. Ask them and record the answer under People, “online mediation”.',
    nobody: 'No account of this court may mediate yet. Ask the administrator for a mediator\'s account in the court\'s name for the judge who mediates.', judge: 'Judge who mediates', submit: 'Let this judge mediate; the term runs', done: '{name} mediates',
  },
  pick: {
    title: 'Choose an organisation', roster: 'Roster of this court, labour disputes', recommended: 'Recommended', load: 'Open cases', roomLeft: 'has room', nearly: 'nearly full', full: 'full', byHouse: 'Let them assign', openOf: '{n} open', seal: 'electronic seal', noSeal: 'scanned seal',
    skilled: 'Fields: {skills}', fits: 'Fits: {reasons}', partly: 'Possible, but {reasons}', barred: 'Not possible: {reasons}', none: 'Nobody on the roster can be chosen', noneText: 'Ask the court administrator to confirm the roster first.',
    reasons: {
      kind: 'kind of dispute', skill: 'field', region: 'near', room: 'has room', pool: 'collective or major: expert pool suggested', other_kind: 'does not take this kind', other_skill: 'another field', other_region: 'another district', nearly_full: 'nearly full', full: 'full',
      pool_not_needed: 'the case is not large enough for the expert pool', origin: 'no party is from there (Online mediation rules, art. 6)',
    },
    poolNote: 'The expert pool is suggested from {workers} workers{amount}; no document confirms this threshold, the administrator sets it.', poolAmount: ' or {yuan} yuan',
  },
  letter: {
    title: 'Letter of referral', to: 'To', way: 'Kind', wayPre: 'Before filing', wayIn: 'In litigation', materials: 'Materials', materialsN: '{n}, all transferable', risk: 'Risk', riskNone: 'Nothing to explain', riskOwed: '{names} must still be told that no suit lies if mediation fails', when: 'Answer by',
    three: '3 working days', threeText: 'After that court and parties may appoint anew.', five: '5 working days', fiveText: 'Unconfirmed, it goes back to the court by itself.', term: 'The term runs from the day after acceptance on the platform. Online mediation rules, art. 24',
    send: 'Send the letter', sending: 'Sending', choose: 'Choose an organisation first', sent: 'Letter sent', note: 'Organisation and parties are told. If it declines or lets the time pass, the case comes back and the organisation sees the materials no longer.', see: 'See the letter',
  },
  mark: { sent: 'sent', three: 'day 3', five: 'day 5', strip: 'Calendar of the time to answer' },
  wait: {
    title: 'Waiting for {name}', sent: 'sent {when}', after3: 'Past the legal time: may be appointed anew', withdraw: 'Take back and appoint anew', withdrawReason: 'Reason', withdrawn: 'Taken back; appoint anew', early: 'Only after the third working day',
  },
  accept: {
    case: 'Case', cause: 'Cause', claim: 'Claim', place: 'Place of work', workers: 'Workers', workersN: '{n} workers', consent: 'Agrees to mediation', courtNumber: 'Court number',
    stage: 'Stage', stages: { pre_filing: 'before filing', litigation: 'in litigation' }, procedures: { ordinary: 'ordinary procedure', summary: 'summary procedure' },
    arbitration: 'Arbitration', awards: { none: 'not arbitrated', pending: 'accepted, no award yet', awarded: 'awarded', unknown: 'not recorded' }, finalities: { final: 'final award', not_final: 'award not final' }, annulled: 'set aside by a court',
    bars: { late: 'first received after the last day to sue', lapsed: 'the last day to sue passed since it was received', final: 'the employer cannot sue against a final award' }, told: 'the parties were told what that costs', untold: 'not told yet what that costs: {names}',
    agreed: { all: 'all parties agreed', yes: '{names}: agreed', no: '{names}: did not agree', unknown: '{names}: not answered yet' }, files: 'Comes with the letter', filesHint: 'Each reading is recorded', filesNone: 'Nothing comes with the letter.', view: 'View', viewOf: 'View: {name}', answer: 'Answer', yes: 'Accept', yesText: 'The term begins and ends on {day}.', no: 'Decline', noText: 'A ground is needed: out of charter, clearly out of field, otherwise unsuitable.',
    mediator: 'Mediator', choose: 'Choose', disclosure: 'Disclosure', disclosureBy: 'Filled in by {name}. Online mediation rules, art. 13; Invited mediation, art. 15', disclosureAny: 'Filled in by the mediator. Online mediation rules, art. 13; Invited mediation, art. 15',
    grounds: { party_or_relative: 'Is a party, or a near relative of a party or agent', interest: 'Has an interest in the dispute', other_relation: 'Another relation to a party or agent that may affect fairness' }, has: 'Yes', hasNot: 'No', text: 'Say what',
    warnTitle: 'If both sides agree, knowing it, this mediator goes on', warnText: 'It is sent to both sides as written. If either objects, another is assigned; the acceptance stands. No meeting is held until both replied.',
    signed: 'When the materials were signed for (optional)', signedHint: 'Kept beside; the term runs from acceptance', later: 'Not now', do: 'Accept', doWith: 'Accept and send the disclosure', doing: 'Sending', done: 'Accepted; the term runs', lacks: { mediator: 'Choose a mediator first', disclosure: 'Answer all three questions; say what it is where the answer is yes', ground: 'Choose a ground first', reason: 'Say why, in two letters or more' },
    groundsDecline: { out_of_charter: 'Out of charter', out_of_field: 'Clearly out of field', unsuitable: 'Otherwise unsuitable' }, why: 'Ground', reason: 'Reason in writing', decline: 'Decline, back to the court', declined: 'Back with the court; you see the case no longer',
  },
  panel: {
    title: 'Mediators', none: 'No mediator yet: assign one.', presides: 'presides', against: 'Who should withdraw', since: 'since {when}', left: 'left {when}', assign: 'Assign a mediator', handOver: 'Let {name} preside', handed: 'Presider changed', assigned: 'Assigned',
    disclosures: 'Disclosures', clear: 'Three times no', states: { clear: 'Nothing to answer', asking: 'Waiting for the parties', continued: 'All agreed to go on', challenged: 'Stepped down' }, replies: { continue: 'Agrees to go on', challenge: 'Challenges' }, notReplied: 'no reply', record: 'Record the reply of {name}', again: 'Disclose more', said: 'Disclosed',
    challenges: 'Challenges', challenge: 'Record a challenge', who: 'By whom', ground: 'Ground', why: 'Reason', uphold: 'Uphold', reject: 'Reject', decision: 'Reason of the decision', decided: '{who} decided: {what}. {text}', challengeStates: { asked: 'to decide', upheld: 'upheld', rejected: 'rejected' }, notYourself: 'Decided by organisation or court, never by the mediator it is about. Invited mediation, art. 15',
    changes: 'Change of mediator', change: 'Record a request', refuses: 'Does not want to choose another either', grant: 'Grant', refuse: 'Refuse', changeStates: { asked: 'to answer', granted: 'granted', refused: 'refused' }, answer: 'Answer', proposes: 'Changed once, refused again and chooses nobody: may be ended as “unwilling” by mediator or court; never by itself. Online mediation rules, art. 14', toEnd: 'To the ending',
    history: 'Referrals so far', by: { parties: 'chosen by the parties', court: 'appointed by the court' }, endReferral: 'Take back and refer anew', endReason: 'Reason', saved: 'Recorded',
  },
}
