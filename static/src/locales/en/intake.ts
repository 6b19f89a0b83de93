/** Intake for staff, and the materials of a case. */
export const intake = {
  title: 'Intake', loading: 'Loading intake',
  doors: { self: 'Sent by the party', counter: 'Handed over', oral: 'Oral application', organisation: 'Received by the organisation', offline: 'Mediated offline' },
  doorHint: { self: 'By phone', counter: 'On paper or in person, digitised', oral: 'Record, read back, confirm', organisation: 'No court, no number', offline: 'Entered afterwards' },
  newTitle: 'New application', drafts: 'Drafts', waiting: 'Waiting for you', givenBack: 'Returned: waiting for the party', noDrafts: 'No drafts.', noneTitle: 'Nothing is waiting', noneText: 'Applications sent by phone appear here.',
  col: { title: 'Parties', door: 'Door', received: 'First receipt', state: 'State', saved: 'Saved', by: 'By' },
  saved: 'Saved {time}', saving: 'Saving', unsaved: 'Changes not saved', leave: 'Keep as draft', toDesk: 'Back to intake', discard: 'Delete draft', discardTitle: 'Delete this draft?', discardText: 'The draft and its files go. No receipt was given out, so nobody is affected.', keep: 'Keep it', discarded: 'Draft deleted', kept: 'Drafts are kept {n} days: without a change this one and its files are deleted after {day}',
  back: 'Back', next: 'Next', submit: 'Submit and give out the receipt', submitHint: 'You may submit before everything is there.', submitted: 'Received; receipt given out',
  takeOn: 'Take on', takeOnHint: '{n} still missing', ready: 'Complete: it may be taken on', tookOn: 'Taken on; a mediator is to be chosen', toCase: 'Open the case',
  gaps: 'Still missing', noGaps: 'Nothing is missing', gapAbout: '{what} ({name})',
  source: {
    door: 'Door', house: 'Received by', stage: 'Stage', pre_filing: 'Before filing', litigation: 'In litigation', procedure: 'Procedure', ordinary: 'Ordinary', summary: 'Summary',
    courtNumber: 'Court number', courtNumberHint: 'Empty when there is none', courtNumberBad: 'This is no court number', taker: 'Taken by', takenAt: 'Taken at', readBack: 'Read back to the applicant, who confirmed it', offlineOn: 'Day of the offline mediation', notLabour: 'Is it a labour dispute', labour: 'Yes',
    caseType: 'Kind of case',
    notDetained: 'Checked: the accused is not detained (nothing is received without)',
    judgePresides: 'A judge of this court mediates', judgeHint: 'No mediator is chosen and nothing is referred; once all agreed the clerk says which judge.',
  },
  party: {
    applicant: 'applicant', respondent: 'respondent', add: 'Add another {side}', remove: 'Remove', name: 'Name', id: 'Identity number or credit code', phone: 'Telephone', address: 'Address', service: 'Address for electronic service', representative: 'Legal representative', standing: 'Standing',
    consent: 'Willing to mediate online', consentYes: 'Yes', consentNo: 'No', consentNone: 'Not asked', channel: 'How it was said', online: 'Online', oral: 'Orally', written: 'In writing',
    email: 'E-mail address (optional)',
    emailBad: 'Not an e-mail address, such as li{\'@\'}example.com',
    prefersEmail: 'Send messages by e-mail instead of text',
  },
  arb: {
    ask: 'Was there labour arbitration', number: 'Number of the award', finality: 'Kind of award', party: 'Party', received: 'Award received', proof: 'Proof', due: 'Last day to sue', setAside: 'Last day to set aside', against: 'First receipt {day}', nominal: 'nominal {day}', provisional: 'provisional', trace: 'How',
    late: '{names} is past the time to sue: explain the risk to both sides before referral', lateText: 'Mediation may go on; if it succeeds, confirmation or a court document is possible. If it fails, a suit by {names} will not be accepted or will be dismissed.', lateLaw: 'Luoyang Intermediate Court [2023] No. 4, art. 4; Labour Dispute Mediation and Arbitration Law, art. 50',
    told: '{when} {how}', in_person: 'explained in person', telephone: 'explained by telephone', online: 'confirmed on the phone', notTold: 'Not confirmed', record: 'Explained in person', recordPhone: 'Explained by phone', both: 'Both must confirm before the case is taken on and referred', afterSubmit: 'Worked out after submission', pending: 'A suit is pending: no time to sue is counted, and no risk is explained.', paper: 'Download the explanation', paperMake: 'Give out the explanation', paperAgain: 'Give it out as things stand', paperDone: 'Explanation given out', send: 'Ask the parties to read it by message', sent: 'Given out; messages queued, one a day to each party at most',
  },
  oral: {
    title: 'Record of the oral application', law: 'Labour Dispute Mediation and Arbitration Law, art. 12; Invited Mediation Provisions, art. 11', afterSubmit: 'Given out after submission.', readFirst: 'Read it back to the applicant and tick the box above first.', make: 'Give out the record', again: 'Give it out as it stands now', made: 'Record given out', download: 'Download and print', sign: 'Signed in person', signedToast: 'Signature noted',
    open: 'Not signed', on_paper: '{when} signed on paper', online: '{when} confirmed on the phone', hint: 'Print it for the applicant to sign, or let them confirm it by their own link. A corrected record is given out and signed anew. Photograph the signed paper and add it to the materials.',
  },
  bundle: {
    title: 'Filed online already: take over its materials', hint: 'Choose the bundle (ZIP) exported by the filing platform. What is here already is not added again; one file that cannot be taken refuses the whole bundle.', choose: 'Choose a bundle', origin: 'from e-filing {reference}, {who} {when}',
    signed: 'The signature of the list was checked: the filing platform made it.', unchecked: 'The signature of the filing platform is not set up here, so who made the list was not checked; every file agrees with the list.',
    applied: 'E-filing {reference} taken over', refused: 'E-filing {reference} was not taken over and nothing changed. Correct it and export again',
    result: { added: 'Added', unchanged: 'Here already', refused: 'Refused' },
    fault: { missing: 'not in the archive', empty: 'empty', too_large: 'over 10 MB', digest: 'differs from the digest on the list', kind: 'unknown kind', protected: 'shown to reach a settlement, so no part of a filing', type: 'only photographs and PDF', path_twice: 'listed twice', too_many: 'more than 60 files' },
  },
  pack: {
    hint: 'The pack for the court: process, parties and identity checks, results of sessions, agreement, documents, transferable materials, with list and digests. Nothing protected is in it; numbers are masked.', make: 'Export the pack', done: 'Exported and written into the audit log', name: 'pack',
    annex: 'Export protected materials', annexName: 'protected', annexTitle: 'Export protected materials?', annexText: 'They were shown to reach a settlement and leave only when every party agrees. They come as an archive of their own, never in the pack; purpose and consents go into the audit log.', purpose: 'Purpose', keep: 'Leave it', annexDo: 'Export',
  },
  told: { parties: '{n} parties', materials: '{n} received' },
  limit: { title: 'Limitation for arbitration', law: 'Labour Dispute Mediation and Arbitration Law, art. 27', known: 'Day the applicant knew of the wrong', employment: 'Employment', ended: 'Ended on' },
  claim: { what: 'Claim', amount: 'Amount (yuan)', words: 'Details', add: 'Add a claim', remove: 'Remove', total: '{sum} yuan in all', cause: 'Cause of action', unconfirmed: ' (unconfirmed)', unconfirmedNote: '{n} causes of this list are marked unconfirmed: name or number was not yet checked against the published text. Check before choosing.', causeHint: 'From the list of the day of receipt', proposed: 'Proposed by the claims: {cause}', facts: 'Facts and reasons', place: 'Place', placeHint: 'District: finds organisations nearby', since: 'Employed since', post: 'Post', wage: 'Monthly wage (yuan)', workers: 'Workers', workersHint: 'Workers with the same claim' },
  material: {
    upload: 'Upload', kind: 'What it is', paper: 'Made of a paper', holder: 'Who keeps the original', holderMissing: 'Say who keeps the original', adding: 'Sending', none: 'No materials yet.', digitised: 'Digitised by {who} {when}; original with {holder}', by: '{who} {when}', remove: 'Remove',
    title: 'Materials', transferable: 'Transferable {n}', transferHint: 'Go to the court with the report', protected: 'Protected {n}', protectedHint: 'Stay here', protectedLaw: 'What was conceded to reach a settlement cannot be used against a party in litigation. Online Mediation Rules, art. 18', protectedNone: 'No protected materials.',
    addProtected: 'Upload protected', compare: 'Compare', compareTitle: 'How does “{name}” compare with the original?', objection: 'Reason of the objection', objectionMissing: 'An objection needs its reason', cancel: 'Leave it', save: 'Note it', compared: 'Noted', added: 'Material received',
    comparison: { unchecked: 'Not compared', matches_online: 'Matches, compared online', matches_offline: 'Matches, compared offline', undisputed: 'No objection', disputed: 'Objection' },
    action: { compare_online: 'Matches, compared online', compare_offline: 'Matches, compared offline', no_objection: 'No objection by the other side', object: 'The other side objects' },
    readTitle: 'Why read “{name}”?', readText: 'It was given to reach a settlement. Who reads it and why goes into the audit log.', purpose: { mediation: 'For the mediation', complaint: 'For a complaint', supervision: 'For supervision' }, readCancel: 'Do not read', readDo: 'Open',
  },
  return: {
    notice: 'Print the notice for {name}',
    do: 'Return', title: 'Return this application?', text: 'Choose a reason; the applicant gets the matching advice. The first receipt stays.', note: 'More', noteHint: 'For the applicant; may stay empty', keep: 'Do not return', confirm: 'Return', done: 'Returned', returned: '{when} returned by {who}: {code}', again: 'Mended: take it in again', againDone: 'Taken in again', codeMissing: 'Choose a reason',
    advice: {
      outside_courts: 'Go to the authority in charge, or ring 12333', inviter_without_jurisdiction: 'Choose a mediator on the roster of a court with jurisdiction', unsuitable_online: 'Bring the papers to the service hall or organisation',
    },
  },
} as const
