/** The first page, for a worker who comes for the first time. */
import type { Messages, Shape } from '../shape'

export const welcome: Shape<Messages['welcome']> = {
  product: 'Online mediation of labour disputes', nav: 'On this page', how: 'How it goes', check: 'Check a message', roster: 'Find mediators', staff: 'Staff sign in',
  title: 'Unpaid wages, injury, dismissal: mediate on your phone',
  lead: 'Courts, labour offices and mediation organisations work together. It is voluntary, not public, and free. Without an agreement you can still go to arbitration or to court: mind the deadlines.',
  facts: { download: 'Nothing to download', free: 'No fees at all', recording: 'Recording only if you choose it' },
  begin: 'Begin', beginMore: 'About 10 minutes; papers can follow later', resume: 'Go on where you left off', resumeMore: 'There is an application on this phone that was not sent', link: 'If you got a link to a session, just open it from the message.',
  message: { title: 'Got a message? Check it first', text: 'We never ask for transfers or bank passwords.', do: 'Check' },
  steps: {
    title: 'Five steps',
    apply: 'Apply', applyText: 'On the phone, or let staff of a court or organisation write it for you. You get a receipt at once.',
    pick: 'A mediator', pickText: 'Chosen by both sides or appointed by the court. They accept or decline within 3 working days.',
    meet: 'Meet by link', meetText: 'A link of your own comes to your phone. No download, no account.',
    sign: 'Sign when it is settled', signText: 'Every line is read to you; sign only what you understood. You may stop at any time.',
    secure: 'Make it binding', secureText: 'Ask the court together within 30 days to confirm it; then it can be enforced.',
  },
  dates: {
    title: 'Mind the deadlines', text: 'Mediation takes none of your rights away, but deadlines run. The exact dates of your case are on its page.',
    arbitration: 'Labour arbitration: one year', arbitrationText: 'From the day you knew of the wrong; for wages owed while employed, from the day you left. Mediation and Arbitration Law art. 27',
    suit: 'Against an award: 15 days', suitText: 'Hand your papers in to the court, not to a mediation organisation, within 15 days of receiving the award: if mediation fails, the day on which the court first received them counts as the day the suit papers were handed in. After 15 days staff must explain the risk first. Luoyang Intermediate Court (2023) No. 4, art. 4',
    term: 'Mediation itself: usually 30 days', termText: 'From acceptance by the organisation; longer only if everybody agrees. Online Mediation Rules art. 24',
  },
  list: { title: 'Find organisations and mediators', search: 'Name, organisation, field', do: 'Search', count: '{organisations} organisations, {mediators} mediators in force', all: 'The whole roster', failed: 'The roster could not be shown here; choose “The whole roster”.' },
  ready: {
    title: 'Try it before the day', network: 'Test the network', networkText: 'On the phone you will use: one minute tells whether the line will do.', large: 'Type too small?', largeText: '“Large type” makes words and buttons larger, on every page.',
    call: 'Want help?', callText: 'Ring, and staff write it for you; or come in person.', labour: 'Labour hotline', court: 'Court hotline',
  },
  more: {
    privacy: 'How personal data are used', privacyText: 'For your case alone. Identity and phone numbers are kept encrypted and shown in part; staff who see them whole must say why, and it is recorded. What you concede to reach an agreement cannot be held against you later. Applications that were never sent are deleted.',
    access: 'Accessibility', accessText: 'Every page works by keyboard, with a screen reader and in large type. If something is still in your way, ring 12333 and staff will find another way.',
    complain: 'Complain about a mediator',
  },
}
