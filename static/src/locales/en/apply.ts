/** Applying on the telephone, one's own case, checking a message. */
export const apply = {
  title: 'Apply for mediation',
  intro: {
    title: 'Wages, injury, dismissal: try mediation first', text: 'A mediator helps you talk with your employer. Free, no lawyer needed, all on your phone.', how: 'What comes next',
    steps: 'Answer a few questions, about 10 minutes', photos: 'Photograph your papers; you can send without', receipt: 'You get a receipt at once, with the time you applied', call: 'Somebody will ring you',
    start: 'Begin', resume: 'Go on where you left off', fresh: 'Begin anew', kept: 'There is an application on this phone that was not sent.',
    safe: 'It costs nothing and nobody asks for bank passwords', safeMore: 'Not sure? Ring 12333 or 12368.', check: 'Check a message you got',
  },
  progress: 'Step {n} of {all}: {name}',
  saved: 'Saved {time}', saving: 'Saving', offline: 'No network: kept on this phone', notSaved: 'Not saved yet, will try again', kept: 'The draft is kept {n} days, until {when}; if it is not sent by then, it is deleted',
  next: 'Next', back: 'Back', later: 'You may leave it empty and add it later',
  what: {
    name: 'What', title: 'What happened?', hint: 'Choose as many as fit.', notThese: 'None of these, or one of the following', notLabour: 'This is no labour dispute and may have to go elsewhere', still: 'You may still send it; somebody will look.', none: 'None of these',
  },
  you: {
    name: 'You', title: 'Who are you?', nameLabel: 'Name', nameHint: 'As on your identity card', id: 'Identity number', phone: 'Mobile number', phoneHint: 'We will ring this number',
    service: 'Address for electronic service', serviceHint: 'Where papers reach you: mobile number or e-mail. Empty means the number above.', badPhone: 'A mobile number has 11 digits', badId: 'An identity number has 18 signs, the last may be X',
  },
  employer: {
    name: 'Employer', title: 'With whom is the dispute?', nameLabel: 'Full name of the employer', nameHint: 'See pay slip, contract, badge or stamp. Otherwise what people call it', place: 'District where you worked', placeHint: 'For example: Laocheng', address: 'Address', phone: 'Telephone of the employer',
  },
  work: {
    name: 'Story', title: 'What happened?', since: 'When did you start', sinceHint: 'For example: May 2021', post: 'Your work', facts: 'The story', factsHint: 'As if on the phone: since when, what happened, whom you asked, what they said',
  },
  money: { name: 'Claim', title: 'How much do you ask for?', hint: 'Leave it empty if you cannot tell; the mediator will help.', amount: '{what}: how many yuan', total: '{sum} yuan in all', badSum: 'Digits only', none: 'Not about money' },
  arbitration: {
    name: 'Arbitration', title: 'Was there labour arbitration?', date: 'Day you received the award', dateHint: 'The day you signed for it. You have only 15 days to sue: send soon', number: 'Number of the award', numberHint: 'At the top right; may stay empty', proof: 'How it came', proofHint: 'For example: courier, in person',
    hurry: 'Send it today', hurryText: 'Send it even incomplete: the time of sending counts.',
  },
  limit: {
    known: 'On which day did you find out?', knownHint: 'When you saw that pay was short or missing, or were told to go. An approximate day will do. The year to ask for arbitration counts from it', employment: 'Do you still work there?', ended: 'Your last day at work', endedHint: 'For pay owed while you worked there the year counts from this day',
  },
  materials: {
    name: 'Papers', title: 'Do you have papers?', hint: 'Identity card, contract, pay slips, bank records, chats; all four corners visible. Skip if you have none.', photo: 'Take a photograph or choose a file', adding: 'Sending', kind: 'What is it', remove: 'Remove {name}', list: '{n} sent', none: 'Nothing sent yet',
  },
  send: {
    name: 'Send', title: 'To whom; please check', house: 'Send to', houseHint: 'Usually the court or centre where you work', court: 'Court', organisation: 'Mediation organisation', houseMissing: 'Choose one',
    consent: 'Are you willing to mediate online?', consentMore: 'You may stop at any time. This is about online mediation only; recording is asked separately.', yes: 'Yes', no: 'No', yesMore: 'By phone or computer', noMore: 'On site; somebody will ring you',
    summary: 'What you wrote', change: 'Change', missing: 'Still missing; you may send now and add it later', do: 'Send', doing: 'Sending', empty: 'empty',
  },
  record: { title: 'Record of your application', text: 'This is what was written down as you told it. Look at it and confirm if it is right; if not, ring us and confirm after it was corrected.', read: 'Read the record', confirm: 'It is right, I confirm', done: 'You confirmed it {when}' },
  steps: {
    title: 'Do you agree to these?', text: 'Answer one by one; none decides another. You can decline and still mediate: staff will find another way.', yes: 'I agree', no: 'I decline', open: 'Not answered yet',
    said: 'You agreed on {when}', declined: 'You declined on {when}', back: 'You took your consent back on {when}', waiting: 'You asked to take it back; mediator or court decide and tell you', change: 'I want to take it back', agreeNow: 'Agree after all',
    why: 'Why do you take it back?', whyBad: 'Please write a short reason.', late: 'Less than 24 hours before a session, mediator or court decide first.', keep: 'Keep it', leave: 'Take it back',
    ask: {
      online_mediation: 'Mediating online', separate_sessions: 'Talking to each side separately', evidence_exchange: 'Exchanging evidence online', e_service: 'Service of documents by SMS and online', e_signature: 'Signing online', confirmation: 'Applying online for judicial confirmation',
    },
    what: {
      online_mediation: 'By telephone or computer, without coming in person.', separate_sessions: 'The mediator may talk to each side by itself, not always at the same time.', evidence_exchange: 'The other side sees your evidence online, and you see theirs.',
      e_service: 'Notices and documents come to your telephone and count as served.', e_signature: 'When you agree, you sign on your telephone.', confirmation: 'When you agree, you apply online together to the court to confirm it.',
    },
  },
  own: {
    title: 'My case', hello: 'Hello {name}', serial: 'Serial {serial}', received: 'Your application has arrived', receivedText: 'The time on the receipt is the time you applied; adding papers later does not change it.',
    keep: 'Keep the link of this page', keepText: 'Open it on this phone to see how it goes and add papers. Do not forward it.', copy: 'Copy the link', copied: 'Link copied', copyFailed: 'Could not copy: bookmark this page',
    state: {
      received: 'Your papers are being looked at', returned: 'Returned: see below', to_appoint: 'Taken on; a mediator is being found', awaiting_acceptance: 'Waiting for the organisation', accepted: 'A mediator has your case', asking: 'The other side is being asked',
      scheduled: 'A time is set', in_mediation: 'In mediation', on_site: 'Moved to a meeting on site', suspended: 'Paused; you will be told why', appraisal: 'An appraisal is being made', agreed: 'Agreed', partly_agreed: 'Partly agreed', in_force: 'The agreement is in force',
      confirming: 'The court is examining the agreement', performing: 'Being performed', ended: 'Mediation has ended', handed_over: 'Passed on to the court', filed: 'Done and filed',
    },
    returnNotice: 'Download the notice of return', where: 'Handled by', mediator: 'Mediator',
    gaps: 'Still missing', gapsText: 'A mediator can be found once this is complete.', fill: 'Add it', materials: 'My papers', add: 'Add papers', noMaterials: 'Nothing sent yet',
    dates: 'Your dates', suit: 'Last day to go to court', setAside: 'Last day to ask to set the award aside', from: 'award received {day}', how: 'How this was worked out', provisional: 'provisional',
    returned: 'Returned', again: 'Mended: send again', edit: 'Change the application',
    risk: 'Please read: the 15 days to sue are over', riskText: 'The applicant\'s time to sue is over. Mediation may go on; if you agree, the court can confirm it or issue a mediation document. If you do not, the court will not accept or will dismiss a suit.', riskOver: 'The 15 days to sue are over', riskEnded: 'The time to sue was over before the application was handed in. A court will not accept or will dismiss a suit now.', riskPaper: 'Read the explanation', riskDo: 'I understand; go on', riskDone: 'You confirmed on {when}',
    otherTitle: 'This link was opened on another device', otherNext: 'If you changed your phone, enter the last four digits of your number ({phone}).', tail: 'Last four digits', moveHere: 'Open here', tailWrong: 'These digits are not right. Look again.', openTitle: 'This is your personal case link', openText: 'One tap, and it belongs to this device.', open: 'Open my case', notMe: 'This is not for me',
    notMeTitle: 'Did this link reach the wrong person?', notMeText: 'Please do not go on and do not forward it. Once you tell us, the link stops working and staff will contact the right person.', notMeDo: 'Not meant for me, stop this link', notMeDone: 'Thank you. The link no longer works; you can close this page.', notMeBack: 'A mistake: it is meant for me',
  },
  perform: {
    title: 'What was agreed to be done', text: 'Each by its day. Say here when it is done; when both sides say so, nobody is reminded any more.', state: { due: 'Not due yet', partly: 'Done in part', claimed: 'One side says it is done, the other has not confirmed', overdue: 'The day has passed, it is not done', performed: 'Done' },
    own: { performed: 'You said: done.', partly: 'You said: done in part.', not_performed: 'You said: not done.' }, yes: 'Done', no: 'Not done', yesOf: 'Instalment {n} is done', noOf: 'Instalment {n} is not done',
    ways: 'If it is not done, you can:', until: ' (until {day})', remedy: { enforcement: 'ask the court to enforce', arbitration: 'ask for labour arbitration', payment_order: 'as the worker, ask the court for a payment order', suit: 'sue with the agreement', judicial_confirmation: 'ask the court together to confirm the agreement', arbitration_review: 'ask the commission together to review the agreement', court_paper: 'ask the court of the suit for its paper' },
  },
  extension: {
    granted: 'Everybody agreed: the term is longer', paper: 'Download the consent to it',
    title: 'Mediate {n} days longer?', text: '{who} asks for more time, until {day}. Reason: {reason}.', free: 'Yes or no, your rights stay the same. The term is longer only when everybody agrees; no answer is no consent.',
    yes: 'Agree', no: 'Do not agree', said: 'You answered on {when}: yes. You can change it until it is decided.', declined: 'You answered on {when}: no. You can change it until it is decided.',
  },
  course: {
    steps: 'How far it is', done: ' (done)', step: { handed_in: 'Handed in', mediator: 'Mediator', time: 'Date', talk: 'Talks', result: 'Result' },
    session: 'Session {n}', minutes: 'about {n} minutes', mode: { online: 'by phone or computer', on_site: 'on site', hybrid: 'on site or by phone' }, place: 'Where: {place}',
    byLink: 'At that time, tap the session link in your message. If you have none, ring 12333.', today: 'The session is today. Enter the waiting room here, no message needed; the older link in the message then stops working.', enter: 'Enter the waiting room', ahead: 'On the day a button into the waiting room appears here.', test: 'Test the network first', outcome: { settled: 'Settled', partly_settled: 'Settled in part', not_settled: 'Not settled this time', adjourned: 'To be continued; you will be told when' }, calendar: 'Add to my calendar', cancelled: 'This session was called off. You will be told the new time.',
    term: 'Mediation runs until', termDay: '{day}, 24:00', termText: 'Without an agreement by then it ends; it goes on only if everybody agrees.', provisional: 'The holidays of that year are not announced yet; the day may change.',
    notice: 'Download the notice of ending',
    appraisal: 'An appraisal is being made', appraisalText: 'Before a suit is filed the parties may ask the court to commission it. Its time is not counted in the term, and its result may be evidence in a later suit. Ask the mediator how to apply.', appraisalLaw: 'Rules on online mediation, art. 26', ways: 'What you can do next', waysText: 'That mediation ended takes none of these from you.', ask: 'Ring 12333 to ask',
  },
  check: {
    title: 'Check a message', hint: 'Got a message or call about mediation? Check it here first.', serial: 'Serial in the message', serialHint: 'For example: LY2026-000128', tail: 'Last four digits of the phone that got it', do: 'Check',
    yes: 'We sent it', yesText: 'This case is handled by those below. We never ask for transfers or bank passwords.', no: 'No such message', noText: 'Do not open its link and do not pay. You may ring 12333 or 12368.',
  },
  error: {
    unknownTitle: 'This link does not open', unknownNext: 'Check that it is whole. If you lost it, ring 12333 with your name and serial.',
    expiredTitle: 'This link has expired', expiredNext: 'Ring 12333 for a new one.', replacedTitle: 'A newer link has replaced this one', replacedNext: 'Use the latest link you got. If none came, ring 12333.', revokedTitle: 'This link is out of use', revokedNext: 'Use the latest one, or ring 12333.',
    triesTitle: 'Too many tries', triesNext: 'Ring 12333 for a new link.', rateTitle: 'Too many applications from here', rateNext: 'Try again in an hour, or go to the organisation.',
    invalidTitle: 'Something is not right', invalidNext: 'Look at dates, numbers and sums, then try again.', wordingTitle: 'The wording changed', wordingNext: 'Refresh the page, read it again and answer.', reasonTitle: 'Please write a short reason', reasonNext: 'Taking back a consent needs a reason.', staleTitle: 'It was changed elsewhere', staleNext: 'You now see the newest. Please look and go on.',
    recordTitle: 'The record was corrected', recordNext: 'Load the page again and read the new record.', dayTitle: 'A date is not right', dayNext: 'No date may lie after today; who still works there leaves the last day empty.',
    todayTitle: 'Not yet', todayNext: 'Reload the page to see when the session is. On that day the button works.', suspendedTitle: 'The mediator asked you to leave', suspendedNext: 'Ring 12333; you can enter when the mediator allows it again.',
    waitsTitle: 'A request waits for its decision already', waitsNext: 'Wait for the decision; if things changed, ring whoever handles your case.',
    nobodyTitle: 'No mediator has the case now', nobodyNext: 'Ask again once there is a new one.',
    choiceTitle: 'The mediator is settled already', choiceNext: 'Load the page again to see how it stands.',
    closedTitle: 'Already taken on', closedNext: 'To add something, send papers or ring.',
  },
  mediator: {
    title: 'Choose a mediator', text: 'You and the other side choose apart, unseen. If you choose the same, they mediate. ', due: 'Choose by {day} 24:00; after that the court appoints.', picked: 'You chose {name}; you may change it in time', othersDone: 'The other side has chosen', othersWait: 'The other side has not chosen yet', pick: 'Choose this one', missing: 'Choose one first',
    disclosed: '{name} has something to tell you', grounds: { party_or_relative: 'They are a party, or a near relative of a party or agent', interest: 'They have an interest in the matter', other_relation: 'They have another relation to a party or agent that may affect fairness' }, replyText: 'You may agree that they go on, or ask for another. Asking does not harm your case.', continue: 'I know, they may go on', challenge: 'I want another mediator',
    replied: { continue: 'You agreed', challenge: 'You asked for another; one will be assigned' }, settled: 'Settled already; nothing to answer',
    noneShown: 'Nobody fits; change what you look for.',
    courtText: 'If you would rather not choose, the court can appoint somebody.', court: 'Let the court appoint',
    courtAppoints: 'The court appoints the mediator', courtDue: 'The court appoints by {day} and tells you.',
  },
  ask: {
    title: 'The mediator does not suit you', text: 'You can ask that they withdraw, or ask for another. The organisation or the court decides, never the mediator, and your case is not harmed.',
    challenge: 'Ask the mediator to withdraw', change: 'Ask for another mediator', leave: 'Not now',
    ground: 'Which of these is it', groundBad: 'Please choose one', why: { challenge: 'What exactly', change: 'Why you want another' }, whyBad: 'Please say why, in two characters at least',
    refuses: 'I do not want to choose another either: the court appoints, or mediation ends', do: { challenge: 'Send this request', change: 'Send this request' },
    challengeState: { asked: 'You asked the mediator to withdraw; no session is held before the decision', upheld: 'Granted: another mediator will be assigned', rejected: 'Not granted' },
    changeState: { asked: 'You asked for another mediator; waiting for the answer', granted: 'Granted: another mediator will be assigned', refused: 'The mediator stays' },
    asked: 'Asked {when}: {reason}', answer: 'Answer: {text}',
  },
} as const
