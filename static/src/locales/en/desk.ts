/** Words of the desk: what is due, the bell, views of the list, messages sent, the audit log. */
import type { Messages, Shape } from '../shape'

export const desk: Shape<Messages['desk']> = {
  tasks: {
    title: 'To do', order: 'soonest first', count: '{n}', none: 'Nothing to do', noneText: 'Nothing ends within 60 days.', loading: 'Loading what is due', most: 'The {n} that end first are shown; the others are in the list of cases.',
    group: { over: 'Overdue', today: 'Today', week: 'This week', later: 'Later' },
    stop: 'stopped', dueToday: '; due today: {n}', dueOver: '; overdue: {n}', seeAll: 'See the list of cases',
  },
  rule: {
    PICK_2WD: 'Ask both sides to choose a mediator', APPOINT_3WD: 'Appoint a mediator', ACCEPT_3WD: 'Confirm whether to accept the referral', ACCEPT_5WD_LUOYANG: 'Last day to accept; then it goes back to the court',
    CONTACT_3WD: 'Ask the respondent about mediation', MEDIATE_30D: 'The term ends: ask both sides about an extension', MEDIATE_EXT_30D: 'The extended term ends', MEDIATE_15D_ORDINARY: 'The term ends: ask both sides about an extension', MEDIATE_7D_SUMMARY: 'The term ends: ask both sides about an extension',
    LABOUR_ORG_15D: 'After 15 days without agreement arbitration is open', SUE_15D: 'Last day for {who} to sue', JUDICIAL_CONFIRM_30D: 'Remind both sides of judicial confirmation', ARB_REVIEW_15D: 'Remind both sides of review by the arbitration commission',
    SET_ASIDE_30D: 'Last day for {who} to have the award set aside', CONFIRM_OBJECT_15D: 'Last day to object to the confirmation', ARB_LIMIT_1Y: 'Limitation of arbitration ends', ENFORCE_2Y: 'Last day to apply for enforcement',
  },
  due: { over: 'overdue by {n} d', today: 'until 24:00', left: '{n} d left', stopped: 'clock stopped', loading: 'Fetching the working', gone: 'This date has just changed; reload to see it.' },
  bell: {
    label: 'Reminders', new: 'New reminders: {n}', none: 'No reminders', failed: 'The reminders could not be fetched',
    kind: { session_in_3_days: 'Session in three days', session_tomorrow: 'Session tomorrow', session_soon: 'Session soon', session_moved: 'Session moved', session_cancelled: 'Session cancelled', link_denied: 'Link sent to the wrong person', referral_day_1: 'Referral waits', referral_day_2: 'Referral waits', referral_day_3: 'Referral: last day',
      term_10_days_left: 'Term: ten days left', term_3_days_left: 'Term: three days left', term_1_day_left: 'Term ends tomorrow', confirmation_10_days_left: 'Confirmation: ten days left', confirmation_3_days_left: 'Confirmation: three days left', confirmation_1_day_left: 'Confirmation ends tomorrow',
      performance_in_3_days: 'Performance in three days', performance_tomorrow: 'Performance tomorrow', risk_explanation: 'Explanation of risk' },
  },
  list: {
    views: 'Views', all: 'All cases', overdue: 'Overdue', today: 'Due today', week: 'Due within 7 days', saved: 'Saved by me', savedNone: 'Save conditions you use often: one click brings them back.',
    save: 'Save as view', saveTitle: 'What is the name of this view?', saveText: 'The conditions and the order of now are saved, for you alone. A view of the same name is replaced.', name: 'Name', nameHint: 'For example: Laocheng, due soon', nameMissing: 'Give a name of at most 40 characters', keep: 'Do not save', submit: 'Save', savedToast: 'View “{name}” saved', removedToast: 'View “{name}” removed', remove: 'Remove the view “{name}”',
    state: 'State', stateSome: 'States: {n}', source: 'Source', cause: 'Cause', sources: { entrusted: 'Referred before filing', commissioned: 'Referred in litigation', organisation: 'Received by the organisation', judge: 'Led by the court' },
    due: { overdue: 'Overdue', today: 'Due today', week: 'Due within 7 days' }, text: '“{text}”', drop: 'Drop the condition {what}', close: 'Done',
    countOf: '{n} of {all} cases', count: 'Cases: {n}', orders: { due: 'by last day, soonest first', received: 'by receipt, newest first' }, dueColumn: 'Due', serialColumn: 'Serial / received', receivedOn: 'received {day}', organisation: 'Organisation', noDue: 'No date', unassigned: 'Not assigned',
    emptyOne: 'Without the condition “{what}” there are {n}.', emptyDrop: 'Drop “{what}”', emptyAll: 'No single condition is to blame: drop all of them.', looking: 'Looking which condition it is', conditions: 'Conditions now',
  },
  sent: {
    title: 'Reminders sent', hint: 'Text messages to the person; numbers are masked', none: 'None yet. They go out by themselves three days before a session, the day before and shortly before.', loading: 'Loading reminders',
    state: { queued: 'Waiting', sent: 'Sent', failed: 'Not sent' }, call: 'Please call {name}', tries: 'tried {n} times', show: 'Show text', hide: 'Hide text',
  },
  calendar: { add: 'Add to calendar', addOf: 'Add to calendar: session {n}' },
  audit: {
    title: 'Audit log', lead: 'Who did what and when. Every entry is chained to the one before: a change, a removal or an insertion shows.', loading: 'Verifying the audit log', kind: 'Act', allKinds: 'All acts',
    whole: 'Complete: {n} entries chained from first to last, unchanged', wholeShort: 'Complete', checked: 'Last verified from the first entry: {at}, up to entry {n}. This is done every hour; entries since then and those shown here were verified when this page was opened.', checkedNow: 'Verified from the first entry when this page was opened. It is also verified every hour.', broken: 'Not continuous from entry {n} on', brokenText: 'Entry {n} was changed, removed or put in; what follows cannot be relied on. Keep a copy of the database, then report to the court.', brokenHint: 'On the server, mediation-room verify-audit prints that entry.',
    number: 'No.', at: 'Time', who: 'Who', action: 'Did what', subject: 'To what', facts: 'Details', digest: 'Digest', copy: 'Copy the digest of entry {n}', copied: 'Digest copied', shown: 'Showing {n} of {all}', older: 'Earlier', newest: 'Back to the newest', none: 'No acts of this kind', noneText: 'Choose another kind.', suspect: 'in doubt',
    actor: { system: 'System', operator: 'Operator', public: 'Public', party: 'Party', account: 'Staff' },
    kinds: { case_link: 'Case link', change: 'Change of mediator', account: 'Accounts', case: 'Cases', referral: 'Referrals', choice: 'Choice of mediator', challenge: 'Challenges', disclosure: 'Disclosures', panel: 'Assignment of mediators', intake: 'Intake', material: 'Materials', party: 'Parties', consent: 'Consents', session: 'Sessions', participant: 'Participants', invitation: 'Personal links', identity: 'Identity checks', personal: 'Personal data seen', viewing: 'Recordings opened', track: 'Recordings read', extension: 'Extensions', agreement: 'Agreements', door: 'Confirmation and other applications', roster: 'Roster', complaint: 'Complaints', calendar: 'Calendar', step: 'Asked in person', authority: 'Authority', notice: 'Rights notice', term_policy: 'Rules of terms' },
    subjects: { account: 'Account', case: 'Case', session: 'Session', recording: 'Recording', roster: 'Roster entry', complaint: 'Complaint', party: 'Party', material: 'Material', calendar: 'Calendar', court: 'Court' },
    act: {
      account: { signed_in: 'Signed in', wrong_password: 'Wrong password', created: 'Account created' },
      case: { received: 'Received', ended: 'Mediation ended', filed: 'Filed', handed_over: 'Handed over', moved_on_site: 'Moved on site', received_by_court: 'Received by the court', reported: 'Report written', resubmitted: 'Handed in again', returned: 'Returned for completion', risk_paper: 'Explanation given out', risk_explained: 'Risk explained', taken_on: 'Referral accepted' },
      referral: { overdue: 'Referral not answered in time', withdrawn: 'Referral taken back', sent: 'Referral sent', accepted: 'Referral accepted', declined: 'Referral declined', ended: 'Referral ended' }, choice: { expired: 'Time to choose over', handed_over: 'Choice handed to the court', begun: 'Choice begun', picked: 'Mediator picked', matched: 'Same mediator picked', court_asked: 'Court asked to appoint' },
      challenge: { asked: 'Challenge made', decided: 'Challenge decided' }, disclosure: { made: 'Disclosure made', replied: 'Disclosure answered' }, panel: { assigned: 'Mediator assigned', seated: 'Panel seated', stepped_down: 'Stepped down', handed_over: 'Case passed on' },
      invitation: { opened: 'Personal link opened', reissued: 'New link made', denied: 'Said to be somebody else', moved: 'Opened on another device', wrong_phone_tail: 'Wrong phone digits' },
      session: { opened: 'Session begun', concluded: 'Session ended', scheduled: 'Session scheduled', rescheduled: 'Session moved', cancelled: 'Session called off' },
      participant: { removed: 'Removed from the session', restored: 'Link restored' }, identity: { checked: 'Identity checked' }, notice: { acknowledged: 'Rights notice acknowledged' },
      consent: { answered: 'Consent answered', mediation: 'Answered about mediation', stands: 'Consent stands' },
      material: { protected_added: 'Protected material added', added: 'Material added', imported: 'E-filing taken over', compared: 'Material compared', protected_read: 'Protected material seen' }, personal: { seen: 'Full numbers seen' }, viewing: { opened: 'Recording opened' }, track: { read: 'Recording read' },
      change: { asked: 'Another mediator asked for', answered: 'Request for another mediator answered' }, worker: { drained: 'Media worker drained' },
      extension: { asked: 'Extension asked for', answered: 'Extension answered', granted: 'Term extended', withdrawn: 'Extension withdrawn' }, agreement: { effective: 'Agreement in force' },
      party: { added: 'Party entered', corrected: 'Party corrected', asked: 'Party asked', contacted: 'Party contacted' }, step: { answered: 'Answer noted', withdrawal_asked: 'Withdrawal asked for', withdrawal_decided: 'Withdrawal decided' },
      authority: { recorded: 'Authority recorded', revoked: 'Authority revoked' }, roster: { entered: 'Entered in the roster', imported: 'Roster imported', suspended: 'Practice suspended' }, complaint: { decided: 'Complaint decided', received: 'Complaint received', read: 'Complaint read' },
      calendar: { changed: 'Calendar changed' }, term_policy: { changed: 'Rules of terms changed' }, intake: { begun: 'Form begun', discarded: 'Form discarded', forgotten: 'Old draft deleted' }, oral_record: { made: 'Oral record given out', confirmed: 'Oral record confirmed' }, pack: { made: 'Pack exported', protected: 'Protected materials exported' }, case_link: { opened: 'Case link opened', denied: 'Case link denied', moved: 'Case link moved to another device', revoked: 'Case link revoked', wrong_phone_tail: 'Wrong phone digits for a case link', issued: 'Personal link issued' }, clock: { moved: 'Date moved' },
    },
  },
}
