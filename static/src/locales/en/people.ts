/** Words of the people of a case: consents step by step, powers, contacts, personal numbers. */
export const people = {
  title: 'Parties and consents', hint: 'Each asked by itself, none inferred from another', tab: 'People', all: 'Agents and contact log', loading: 'Loading the people of the case', none: 'Nobody is recorded yet.', add: 'Add a person', more: '{name}: details and records', answersOf: 'Answers of {name}: ',
  of: '{name} · {step}: ', record: '. Record an answer', keep: 'Not now',
  step: { online_mediation: 'Online', separate_sessions: 'Caucus', evidence_exchange: 'Evidence', e_service: 'E-service', e_signature: 'E-signature', confirmation: 'Court conf.', recording: 'Recording' },
  stepLong: { online_mediation: 'Mediating online', separate_sessions: 'Separate sessions', evidence_exchange: 'Exchanging evidence online', e_service: 'Electronic service', e_signature: 'Electronic signature', confirmation: 'Applying online for judicial confirmation', recording: 'Recording' },
  cell: { yes: 'Agreed', no: 'Declined', open: 'No answer', back: 'Withdrawn', na: 'n/a', wait: 'Asks to withdraw' },
  channel: { oral: 'orally', written: 'in writing', online: 'by themselves, online' },
  standing: { usual: 'usual', dispatching: 'dispatching employer', using: 'using employer', third: 'third person' },
  kind: { person: 'Person', employer: 'Employer' },
  recordingHint: 'Recording is asked for every session; this is the answer for the latest one, given by the person in their link.',
  answer: {
    title: 'What does {name} say to “{step}”?', text: 'Record only what was said to this one; it stands for no other.', now: 'Now: {answer}', given: '{channel}, {when}, recorded by {who}', givenSelf: 'by themselves online, {when}',
    yes: 'Agrees', no: 'Declines', channel: 'How it was said', reason: 'Why it is taken back', reasonHint: 'Taking back a consent needs the reason the person gave.', reasonBad: 'Please write the reason.', choose: 'Please choose the answer first.',
    late: 'Less than 24 hours before a session this is kept as a request: mediator or court decide, and the session stands until then.', submit: 'Record answer', toast: 'Answer of {name} recorded',
  },
  withdrawal: {
    title: '{name} asks to withdraw consent: {step}', asked: 'Asked {when}: {reason}', wait: 'Less than 24 hours before a session; it stands until this is decided.', decide: 'Decide', question: 'Allow {name} to withdraw “{step}”?', why: 'Reason of the decision', whyBad: 'Please give a reason of at least two characters.',
    grant: 'Allow', refuse: 'Do not allow', granted: 'Withdrawal allowed', refused: 'Withdrawal not allowed',
  },
  form: {
    addTitle: 'Whom do you want to add?', correctTitle: 'Correct what is recorded of {name}?', text: 'Changes go into the course of the case and the audit log; full numbers do not.', name: 'Name', side: 'Side', role: 'Role', kind: 'Kind', title: 'Title', titleHint: 'Such as: agent (daughter), HR manager',
    standing: 'Standing in the dispute', employer: 'Together with', employerHint: 'For an agent the person acted for; for a joint respondent the other employer', nobody: 'nobody', phone: 'Telephone', idNumber: 'Identity number', creditCode: 'Unified social credit code', keepNumber: 'Leave empty to keep it', roles: { party: 'Party', agent: 'Agent' },
    sides: { applicant: 'Applicant side', respondent: 'Respondent side', neutral: 'Other' }, submit: 'Save', added: '{name} added', corrected: 'Details of {name} corrected',
    award: 'Received the award on', awardHint: 'The time to sue counts from this day for each party; when it is over, every party is told of the risk first.', awardBad: 'Please enter when the applicant received the award.',
    nameBad: 'Please enter a name.', phoneBad: 'At least 5 signs: digits, plus and dash only.', numberBad: 'At least 5 signs: digits, letters and dash only.',
    guardian: 'Legal representative', guardianHint: 'Of a worker without full capacity or who died; not one of the two agents.',
    dispatchHint: 'Dispatching and using employer are joint parties: record both. Mediation and Arbitration Law art. 22',
  },
  sheet: {
    phone: 'Telephone', number: 'Identity number', standing: 'Standing', with: 'Together with', reveal: 'Show full numbers', correct: 'Correct details', authority: 'Record authority', contact: 'Log contact', link: 'Own case link', close: 'Close', other: 'Other answers for the latest session',
    transcript: 'Machine transcript', court_viewing: 'Viewing by the court outside confirmation',
  },
  link: {
    title: 'Make a new case link for {name}?', text: 'They follow the case, add papers and answer step by step with it. The old link stops working; the new one is shown only now.', made: 'Link of {name}', copy: 'Copy link', close: 'Sent, close', submit: 'Make link',
  },
  reveal: {
    of: 'Full numbers of {name}', title: 'Why do you need the full numbers of {name}?', text: 'Who looked, when and why is kept and cannot be deleted. Shown once, hidden after 60 seconds.', purpose: 'Purpose', reason: 'Reason', reasonHint: 'At least four characters, such as: check the telephone for service.', reasonBad: 'Please give a reason of at least four characters.',
    purposes: { contact: 'Contact the person', identity_check: 'Check identity', service: 'Service', document: 'Write into a document', correction: 'Correct details' }, show: 'Show numbers', shown: 'hidden in {n} s', hidden: 'The numbers are hidden.', copyPhone: 'Copy telephone', copyNumber: 'Copy identity number', copied: 'Copied', copyFailed: 'Could not copy; please write it down.', close: 'Done, close',
  },
  power: {
    title: 'Agents and representatives', hint: 'Every power is written by itself; what is not written cannot be used', none: 'No agent is recorded.', add: 'Record authority', acts: '{agent} for {principal}', since: 'since {from}', until: '{from} to {until}', over: 'ended {when}', later: 'not in force yet, or expired',
    kind: { lawyer: 'Lawyer or grass-roots legal worker', relative: 'Near relative or staff', citizen: 'Citizen recommended by community or employer', guardian: 'Legal representative, or relative of a worker who died', representative: 'Representative chosen by the workers' },
    kindLaw: { lawyer: 'Civil Procedure Law art. 61', relative: 'Civil Procedure Law art. 61', citizen: 'Civil Procedure Law art. 61', guardian: 'Mediation and Arbitration Law art. 25', representative: 'Mediation and Arbitration Law art. 7, ten or more' },
    power: { admit: 'Admit claims', waive: 'Waive claims', change: 'Change claims', settle: 'Settle', receive: 'Receive documents', sign: 'Sign' },
    paper: { authority: 'Written authority', identity: 'Identity document', licence: 'Practising certificate', firm_letter: 'Letter of the firm', relation: 'Proof of kinship or employment', recommendation: 'Letter of recommendation', capacity: 'Proof of lacking capacity or death' },
    general: 'General authority', byLaw: 'All powers by law', maySettle: 'may settle and sign', mayNotSettle: 'may not settle', missing: 'Papers missing: {papers}', matters: 'Matters: {matters}', revoke: 'End authority', revokeTitle: 'End the authority of {agent}?', revokeText: 'What was done stands. From now on no more acts for {principal}.', revoked: 'Authority ended',
    formTitle: 'Who acts for whom?', formText: 'As the written authority says, one power at a time.', agent: 'Agent', principal: 'Acts for', kindLabel: 'By what right', mattersLabel: 'Matters, as written', powers: 'Special powers, one by one', powersHint: 'What is not ticked the agent cannot do.', papers: 'Papers received', signedOn: 'Signed on', untilLabel: 'Until (empty: open)', submit: 'Save authority', saved: 'Authority recorded',
    full: '“Full authority” alone is no special power: no admitting, waiving, changing, settling. Ask for each to be written. Interpretation of the Civil Procedure Law art. 89', stillMissing: 'Missing: {papers}. Special powers cannot be used before.', twoAgents: 'At most two agents for each party.',
    agentBad: 'Choose agent and principal; they cannot be the same person.', mattersBad: 'Please write the matters as in the paper.', dateBad: 'Please enter the day of signing.',
    uncovered: 'Nobody may settle yet for {n} workers', uncoveredText: 'They sign for themselves; for whoever did not sign the agreement has no effect.', represented: 'Somebody may settle for every worker, or they take part themselves.',
  },
  contact: {
    title: 'Contact log', hint: 'Used in this case only, never handed over', none: 'No contact is logged yet.', noneText: 'Log the first try; an ending for lack of contact rests on these lines.', add: 'Log contact', count: '{n} tries', by: 'logged by {who}',
    channel: { telephone: 'Telephone', sms: 'SMS', letter: 'Letter', visit: 'Visit', platform: 'Platform message' }, outcome: { reached: 'Reached', no_answer: 'No answer', wrong_number: 'Wrong number', will_call_back: 'Will call back' },
    formTitle: 'Whom did you try to reach, and how did it go?', formText: 'One line for each try; a line is never changed.', who: 'Whom', at: 'When', how: 'How', result: 'Result', number: 'Number or address', numberHint: 'Empty: the recorded telephone', note: 'What was said', submit: 'Log', saved: 'Contact logged',
  },
  ask: {
    title: 'Does {name} want to mediate?', open: 'Record the answer', text: 'Recorded after asking. Online Mediation Rules art. 15', who: 'Who answered', result: { agreed: 'Agrees to mediate', refused: 'Declines', unreachable: 'Cannot be reached' },
    then: { agreed: 'Kept as oral consent to mediating online; everything else is asked by itself. The case goes on.', refused: 'The case ends at once: “a party does not want to mediate”, with report to the court and notice to the applicant.', unreachable: 'The case ends at once: “a party could not be reached”, with report to the court and notice to the applicant.' },
    tries: '{n} tries are logged.', noTries: 'No try to reach {name} is logged; log it first.', reason: 'What happened and why', reasonBad: 'Please write at least two characters.', confirm: 'I know the case ends and this cannot be undone', confirmBad: 'Please confirm.', choose: 'Please choose the result first.', submit: 'Record', end: 'Record and end the case', saved: 'Answer of {name} recorded', ended: 'The case has ended; the message to the applicant is queued',
  },
  looks: { title: 'Who saw full numbers', hint: 'Only added to, never changed', none: 'Nobody looked at full numbers.', at: 'Time', who: 'Who', whose: 'Whose', purpose: 'Purpose and reason', count: '{n} in all' },
  problem: {
    authority: {
      invalid: { title: 'The authority is not complete', next: 'Agent and principal differ; matters are not empty; the end is not before the signing.' }, too_many: { title: 'This party has two agents already', next: 'At most {most} on any day, those without a recorded authority among them. End one authority, or record that of an agent who was added.' },
      too_few_workers: { title: 'Too few workers for a representative', next: 'The case has {workers} workers; {fewest} or more may choose one. Record an agent instead.' }, mediator: { title: 'The mediator of the case cannot be an agent', next: 'Check the name and choose somebody else. Invited Mediation Provisions art. 16' },
      unknown: { title: 'There is no such authority', next: 'Refresh to see how it stands.' }, revoked: { title: 'The authority has ended', next: 'Refresh to see how it stands.' },
    },
    consent: {
      outdated_wording: { title: 'The wording changed; nothing was recorded', next: 'Refresh the page and ask the person again with the new wording.' }, reason_needed: { title: 'Taking back a consent needs a reason', next: 'Write down the reason the person gave.' },
      channel: { title: 'Only the person can answer online', next: 'Choose orally or in writing, or ask the person to answer by their link.' }, unknown_step: { title: 'There is no such step', next: 'Refresh the page.' },
    },
    withdrawal: { unknown: { title: 'There is no such request', next: 'Refresh to see how it stands.' }, reason_needed: { title: 'Please give a reason', next: 'At least two characters.' }, illegal_transition: { title: 'It was decided already', next: 'Refresh to see how it stands.' } },
    contact: {
      in_the_future: { title: 'This time is still to come', next: 'Enter the time of the try.' }, no_timezone: { title: 'The time is not complete', next: 'Enter the time again.' }, nothing_tried: { title: 'No try in vain is on record', next: 'Log at least one try that did not reach them first.' }, not_asked: { title: 'It is the respondents who are asked', next: 'Choose a respondent or who acts for one. An applicant who gives up: end the case with its code.' }, another_agreed: { title: 'Another respondent agreed to mediate', next: 'Go on with them, or end the case with its code.' }, reason_needed: { title: 'Please write what happened', next: 'Ending a case needs its reason.' },
    },
    party: { too_many: { title: 'Too many people in one case', next: 'At most {most}; more are another case.' } },
    participant: { unknown: { title: 'There is no such person', next: 'Refresh to see the list.' } },
    personal: { reason_needed: { title: 'Please write why you need them', next: 'At least four characters. Nothing was shown and nothing was kept.' } },
    conflict: { key_reused: { title: 'The same request came with another content', next: 'Close the window and begin again.' } },
  },
} as const
