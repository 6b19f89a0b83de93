/** Accounts: who has one, and closing it when they leave. */
import type { Messages, Shape } from '../shape'

export const accounts: Shape<Messages['accounts']> = {
  title: 'Accounts', text: 'Of this court and of the organisations on its roster. A closed account is out of every device and every room at once; it stays, and what it did keeps its name.', loading: 'Loading accounts',
  search: 'Name, login, organisation', count: '{n} accounts', none: 'No account fits', noneText: 'Try another word. New accounts are made by the operators.',
  name: 'Name', role: 'Role', organisation: 'Organisation', state: 'State', seen: 'Last used', act: 'Action', cases: '{n} cases under way',
  open: 'In use', closed: 'Closed {when}', notIn: 'Not signed in', browsers: 'Devices signed in: {n}', own: 'You',
  close: 'Close', closeOf: 'Close the account of {name}', reopen: 'Open again', openOf: 'Open the account of {name} again', closedToast: 'The account of {name} is closed and signed out everywhere', openedToast: 'The account of {name} is open again',
  ask: {
    title: 'Close the account of {name}?', text: 'It is signed out of every device, and leaves a room it is in, at once. It can be opened again.', cases: '{n} of their cases are under way. Appoint another mediator for them under Referrals.',
    reason: 'Why (kept in the audit log)', keep: 'Keep it', do: 'Close the account',
    lacks: 'why (two characters or more)',
  },
}
