/** Causes of action by date: the words for workers, and what is not confirmed. */
import type { Messages, Shape } from '../shape'

export const causes: Shape<Messages['causes']> = {
  title: 'Causes of action', text: 'A case has the causes of the day it was received. A name that is in force is not changed: a new one begins on a later day, and older cases keep theirs. Entries are never deleted.', loading: 'Loading causes',
  add: 'New cause', edit: 'Edit', editOf: 'Edit {name}', renew: 'New name', renewOf: 'Give {name} a new name', saved: 'The cause is saved',
  unconfirmedNote: '{n} causes in force were not checked against the official text yet and are marked unconfirmed. Once checked, tick “checked” under “Edit”.', withOver: 'Show those that are over as well',
  name: 'Name', plain: 'What workers say', days: 'Received on', to: 'to', noEnd: 'no end', state: 'State', act: 'Action', unconfirmed: 'Unconfirmed', changedBy: 'Changed by {name}, version {n}',
  standing: { ahead: 'To come', holds: 'In force', over: 'Over' },
  types: {
    title: 'Kinds of case this court takes',
    text: 'Labour and personnel disputes are always taken. The court decides from which day it takes others; the day of receipt counts, and what was received stays. Criminal cases are never mediated online (Online mediation rules, art. 3).',
    loading: 'Loading the kinds of case',
    always: 'always taken',
    add: 'Add a kind',
    addTitle: 'Which kind of case is taken from which day on?',
    addText: 'From that day on the intake form offers it; add its causes in the list below.',
    kind: 'Kind of case',
    choose: 'Choose',
    since: 'Taken from (today or later)',
    until: 'Last day (empty: without end)',
    end: 'Set the last day',
    endOf: 'Set the last day: {name}',
    endTitle: 'Until which day is “{name}” taken?',
    endText: 'No new case of this kind is received after that day; what was received goes on. One that has not begun is called off by today.',
    saved: 'Kinds of case saved',
  },
  form: {
    addTitle: 'New cause', renewTitle: 'From which day does “{name}” have a new name?', editTitle: 'Edit “{name}”', text: 'It holds from a later day on; cases received before it are not touched.', heldText: 'It is in force: name and group stay. Its last day, the words of workers and whether it was checked may change.',
    group: 'Group', since: 'Holds from (tomorrow or later)', until: 'Holds until (empty: without end)', plain: 'Proposed when workers say', confirmed: 'Name and number were checked against the official text', note: 'Source or remark (optional)', keep: 'Leave it', save: 'Save',
  },
}
