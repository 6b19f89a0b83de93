import type { Messages, Shape } from '../shape'

export const access: Shape<Messages['access']> = {
  export: {
    open: 'Export the log', title: 'Export these entries?', text: 'The file says what was asked for and whether the chain holds. Who exports it, and why, becomes an entry of the log.',
    purpose: 'Purpose', reason: 'Reason', reasonHint: 'At least four characters, such as “inspection by the higher court”', purposeBad: 'Choose a purpose', reasonBad: 'Give a reason of at least four characters', leave: 'Not now', do: 'Export', busy: 'Being made', done: 'Exported; its digest is in the log',
    purposes: { supervision: 'Supervision', complaint: 'Complaint', court_request: 'Asked for by a court or authority', incident: 'Looking into an incident' },
  },
  narrow: { serial: 'Case', actor: 'Person', actorHint: 'Name, login or account number', since: 'From', until: 'To', do: 'Narrow', clear: 'Clear', bad: '“To” is not before “From”.' },
  log: {
    title: 'Access log of a recording', heading: 'Recording', lead: '{serial}, {day}, session {n}', loading: 'Loading the access log', hint: 'Append-only, each entry linked to the one before', toCase: 'Back to the case', all: 'Narrow, export, ask for deletion',
    whole: '{n} entries linked, verified', broken: 'Broken from entry {n} on', brokenText: 'Entry {n} of the audit log was changed, removed or put in; what follows it proves nothing. Keep a copy of the database first, then tell the auditor.', checked: 'Last verified from the beginning: {at}, up to entry {n}; what follows was verified now.',
    allKinds: 'Every act', allPeople: 'Everybody', allPurposes: 'Every purpose', kind: 'Act', person: 'Person', purpose: 'Purpose', rights: 'Viewing, playing, exporting and deleting are four different rights',
    at: 'Time', who: 'Who', action: 'Act', content: 'What', why: 'Purpose', system: 'System', automatic: 'By itself', none: 'No such entry', noneText: 'Try another condition.', empty: 'No entry yet.', kept: 'Kept for at least 6 months; deleting the recording does not delete this log', count: 'Entries: {n}', shown: '{n} of {all} shown',
    kinds: { started: 'Recording began', paused: 'Paused', resumed: 'Resumed', stopped: 'Stopped', broken: 'Interrupted', sealed: 'Sealed', verified: 'Verified', opened: 'Opened', read: 'Played', refused: 'Refused', exported: 'Exported', copied: 'Copied with the case', deletion_asked: 'Deletion asked', deletion_refused: 'Deletion refused', deletion_withdrawn: 'Request taken back', deleted: 'Deleted' },
    consents: 'Agreed: {yes}; did not agree or have not answered: {no}', resumedAlone: 'Went on by itself after the server was back', track: 'Track {n}', watched: '{from}–{to}, watched for {span}', notPlayed: 'Opened, not played', verdicts: { unchanged: '{n} tracks, {records} parts, complete, unchanged', incomplete: '{n} tracks, {records} parts, incomplete', changed: '{n} tracks, {records} parts, changed' },
    refusals: { auth: { forbidden: 'lacks the right' }, session: { unknown: 'not a case of theirs' }, viewing: { unknown: 'opened by somebody else' }, deletion: { own: 'asked for it themselves', others: 'asked for by somebody else', unknown: 'no such request' }, track: { unknown: 'no such track, or not for this purpose' } }, refusedOf: { open: 'tried to open the recording', play: 'tried to read the recording', log: 'tried to read the access log', deletion: 'tried to delete the recording' },
    lines: '{n} entries, digest {digest}', from: 'from {origin}', tracks: '{n} tracks', trackNumbers: 'Track numbers', certificate: 'Certificate of deletion {certificate}', began: 'since {at}',
  },
  deletion: {
    title: 'Delete the recording', waiting: 'A second person decides', yours: 'You decide, as the second person', asker: 'Asked by', decider: 'Decided by', notOwn: 'The requester cannot approve', you: '{name} (you)', someone: 'Another judge or court administrator', signed: '{when}', reason: 'Reason', basis: 'Law', law: 'Personal Information Protection Law, art. 47', kept: 'Kept', keptUntil: 'Until {day} without this', keptOpen: 'Counted from the filing of the case',
    goes: 'Goes', stays: 'Stays', goesTracks: '{n} tracks', goesKeys: 'Keys: {n}', staysItems: { manifest: 'Digest of the manifest', log: 'Access log', certificate: 'Certificate of deletion' },
    opinion: 'Your opinion (required)', opinionBad: 'Give an opinion of at least four characters', refuse: 'Not now', grant: 'Agree, delete for good', withdraw: 'Take the request back', leave: 'Leave it',
    ask: 'Ask for deletion', askTitle: 'Ask for the deletion of this recording?', askText: 'Another judge or court administrator decides. The requester cannot approve, and what is agreed to cannot be undone.', askReason: 'Reason', askHint: 'Such as “both parties ask in writing, 30 March”', reasonBad: 'Give a reason of at least four characters', askDo: 'Send the request',
    grantTitle: 'Delete this recording for good?', grantText: 'Files and keys are destroyed together; nobody can bring them back. Type the case number {serial} to confirm.', serial: 'Case number', serialBad: 'This is not the number of the case',
    blocked: 'It cannot be deleted now', may: 'Deletion can be asked for', nothing: 'There is no recording to delete.', done: 'The recording is deleted, certificate {certificate}', past: 'Earlier requests', by: '{name}, {when}: {text}',
    states: { asked: 'Waits', refused: 'Refused', withdrawn: 'Taken back', done: 'Deleted' }, toast: { asked: 'Asked; a second person decides', grant: 'The recording was deleted', refuse: 'Answered: refused', withdraw: 'Taken back' },
  },
  deletions: {
    title: 'Deletions of recordings that wait for you', text: 'One person asks, another decides. What you asked for yourself is not here.', count: 'Waiting: {n}', none: 'No deletion waits for you', noneText: 'When somebody asks for the early deletion of a recording it stands here, and behind the bell at the top.',
    notHere: 'The organisation received this case itself: its recordings cannot be deleted early. They are deleted by the system when their time after filing is over, with a certificate. An early deletion is decided by a second person who does not handle the case (a judge or an administrator of the court), and this case has no court. If a party asks for it, answer under “People”, in the requests about personal data, with the reason and the day.',
    decide: '{name} asks for a deletion; please decide', what: '{serial}, session {n}, {day}',
  },
  integrity: {
    never_sealed: 'Never sealed: there is no manifest', unsigned: 'The manifest is not signed by this server', manifest_unreadable: 'The manifest cannot be read', manifest_replaced: 'The manifest is not the one kept in the case', not_sealed_yet: 'Not sealed yet, so not verified', journal_missing: 'The journal is missing', journal_damaged: 'The journal is damaged or was changed', journal_short: 'The journal is shorter than the manifest says', journal_changed: 'The journal is not what the manifest says',
    file_missing: 'The file is missing', file_short: '{n} bytes are missing at the end of the file', file_damaged: 'The file is damaged or was changed', file_foreign: 'The file belongs to another recording or track', file_changed: 'The digests of the file are not those of the manifest',
  },
  problem: {
    export: { reason: { title: 'Give a reason for the export', next: 'Write at least four characters, then export.' }, too_many: { title: 'Too many entries for one file', next: '{found} entries meet the conditions; one file holds {most}. Narrow by day or person and export in parts.' } },
    deletion: {
      reason: { title: 'Give a reason', next: 'Write at least four characters, then ask.' }, opinion: { title: 'Give an opinion', next: 'Write at least four characters, then decide.' }, own: { title: 'The requester cannot approve', next: 'Another judge or court administrator decides. Another account of the same person does not.' }, others: { title: 'Only whoever asked takes it back', next: 'If you do not agree, refuse it.' },
      waits: { title: 'Somebody asked already', next: 'Decide that request first.' }, unknown: { title: 'There is no such request', next: 'Load the page again.' }, illegal_transition: { title: 'It was decided already', next: 'Load the page again.' },
      open: { title: 'The case is not filed: nothing can be deleted', next: 'Ask once it is filed.' }, held: { title: 'A hold stands on this case: nothing can be deleted', next: 'Nobody can approve before it is lifted. Its reason stands under the ending of the case.' }, under_review: { title: 'An application about the agreement is being examined: nothing can be deleted', next: 'Without the recording nobody could check any more that both wanted it. Ask again after the ruling; there is no exception.' },
      early: { title: 'The time the law demands is not over', next: 'It is kept until {day} and can be deleted from the day after (Cybersecurity Law, art. 21; Personal Information Protection Law, art. 47).' }, running: { title: 'The recording is not sealed yet', next: 'Ask once it is sealed.' }, none: { title: 'There is no recording to delete', next: 'This session has none, or it was deleted already.' }, being_played: { title: 'Somebody is playing it: it cannot be deleted now', next: 'Decide when they have finished.' },
    },
    recording: { deleted: { title: 'The recording was deleted', next: 'Its access log and the certificate are still there: see the access log.' } },
  },
}
