/** The agreement in force on one's own case page: since when, what can still be done, how far it is. */
export const agreement = {
  title: 'The agreement is in force', at: 'In force since {when}', partly: 'It settles only a part; the rest was not agreed.',
  standing: { in_force: 'Everybody has to do what it says.', under_review: 'The application was sent and is being examined. The agreement holds all the same.', enforceable: 'If the other side does not do its part, you can ask for enforcement.' },
  doors: 'What else can be done', doorsText: 'You need not do any of it: the agreement holds all the same, and everybody has to do what it says.',
  door: { judicial_confirmation: 'Ask the court to confirm the agreement', arbitration_review: 'Ask the arbitration commission to review the agreement', payment_order: 'Ask the court for a payment order', court_paper: 'Ask the court for a mediation paper', withdrawal: 'Withdraw the suit' },
  who: { judicial_confirmation: 'All parties together', arbitration_review: 'All parties together', payment_order: 'The worker alone', court_paper: 'All parties together', withdrawal: 'Whoever sued' },
  until: 'Until {day}, 24:00', left: '{n} days left', today: 'Today is the last day', provisional: 'provisional', over: 'Ended {day}, 24:00',
  barrier: {
    applied: 'Asked for already, see below.', excluded: 'The other way was chosen; the two cannot be gone together.', period_over: 'The time is over.', confirms_relationship: 'An agreement that confirms an employment relationship cannot be reviewed by arbitration.',
    no_payment: 'The agreement has no payment in it.', worker_only: 'Only the worker can ask for it.', plaintiff_only: 'Only whoever sued can ask for it.', filed: 'The case is filed; nothing can be asked for here any more. Please ask the court.',
  },
  warning: { not_only_payment: 'The agreement is not only about payment; the court may not confirm it.', after_default: 'Only when the other side did not pay in time.', excludes_other: 'Choosing this closes the other one of confirmation and arbitration review.' },
  how: {
    judicial_confirmation: 'One party asks; when all others have confirmed, it is sent to the court. Once the court confirmed the agreement, you can ask for enforcement if the other side does not do its part.',
    arbitration_review: 'One party asks; when all others have confirmed, it is sent to the commission. Once it passed the review, you can ask for enforcement if the other side does not do its part.',
    payment_order: 'If the money is not paid in time, the worker takes the agreement and the identity card to the court and asks for a payment order. The other side need not agree.',
    court_paper: 'One party asks; when all others have confirmed, it goes to the court that tries the suit. Once everybody signed for the mediation paper, you can ask for enforcement if the other side does not do its part.',
    withdrawal: 'Whoever sued asks; it goes to the court that tries the suit, which decides.',
  },
  howTitle: 'How it is done', none: 'There is nothing that can be done now.',
  application: '{name}: asked by {who}', appliedAt: 'Asked {when}',
  state: { awaiting_other: 'Waits for the other side, not sent yet', sent: 'Sent, waiting for the result', granted: 'Granted', dismissed: 'Not granted', withdrawn: 'Taken back' },
  waits: 'Not confirmed yet: {names}.', declined: 'Do not agree: {names}. You can talk again, or take it back.', handed: 'Sent {day}',
  ruled: { granted: 'Granted {day}', dismissed: 'Refused {day}' }, received: 'You received the ruling {day}', afterDismissal: 'The agreement holds all the same. You can change it together, settle anew, or sue.',
  undertakings: 'By asking or confirming you promise', undertaking: {
    voluntary: 'The parties made the agreement of their own free will.', honest: 'Nobody acts in collusion or gets round the law.', harmless: 'It harms neither the State nor the public nor the rights of others.', liable: 'If it harms others, you answer for it in law.',
  },
  apply: { judicial_confirmation: 'Ask for confirmation', arbitration_review: 'Ask for the review', court_paper: 'Ask for the mediation paper', withdrawal: 'Ask to withdraw the suit' },
  filled: 'The application is filled in from the case; you need not write anything.', asked: 'Please answer', free: 'You may agree or not. It is sent only when every party confirmed; silence is no consent.', yes: 'Confirm, apply together', no: 'I do not agree', takeBack: 'Take it back',
  said: 'You answered {when}: yes.', no_said: 'You answered {when}: no. You can change it until it is sent.', saidFor: '{who} answered for you {when}: yes.', no_saidFor: '{who} answered for you {when}: no. You can answer yourself; yours counts.',
  error: {
    closedTitle: 'This way is closed now', closedNext: 'Please load the page again and read the reason beside it. If the time is over, ask the mediator what else there is.',
    declinedTitle: 'Somebody has not agreed to ask the court online', declinedNext: 'Whoever declined changes the answer under “Do you agree to these?” first, or all go to the court in person.',
    elsewhereTitle: 'This is asked of the court itself', elsewhereNext: 'Take the agreement and your identity card to the court, or ask the mediator first.',
    overTitle: 'This application takes no more answers', overNext: 'It was sent, taken back or decided. Please load the page again.',
    papersTitle: 'Papers of whoever acts for the party are missing', papersNext: 'Please hand the missing papers to the mediator first.',
  },
} as const
