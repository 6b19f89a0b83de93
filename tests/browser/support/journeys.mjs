// The ways people take through the product, step by step, as the screens offer them.

/** From the personal link to the lobby. `visit(step)` is called on every page of the way. */
export const joinByLink = async (person, url, { consent, visit = async () => {} }) => {
  await person.goto(url)
  await person.see('join-start')
  await visit('landing')
  await person.click('join-start')
  await person.see('notice-understood')
  for (const purpose of ['recording', 'transcript', 'court_viewing'])
    await person.click(`consent-${purpose}-${consent ? 'yes' : 'no'}`)
  await visit('notice')
  await person.click('notice-understood')
  await person.seeOneOf('check-start', 'enter-lobby')
  // A browser that was allowed before starts the check by itself; others wait for a tap.
  if (await person.isVisible('check-start')) await person.click('check-start')
  await person.see('enter-lobby')
  await visit('check')
  await person.click('enter-lobby')
  await person.see('lobby')
  await visit('lobby')
}

export const signIn = async (person, room, role) => {
  const { login, password } = room.account(role)
  await person.goto(`${room.url}/sign-in`)
  await person.see('login')
  await person.fill('login', login)
  await person.fill('password', password)
  await person.click('sign-in')
  await person.see('account-menu')
}

/** The mediator from signing in to the lobby board. */
export const openRoom = async (mediator, room, { visit = async () => {} } = {}) => {
  await signIn(mediator, room, 'mediator')
  await mediator.see(`session-${room.demo.session.id}`)
  await visit('today')
  await mediator.click(`enter-${room.demo.session.id}`)
  await mediator.see('host-enter')
  await visit('host-entry')
  await mediator.click('host-enter')
  await mediator.see('lobby-board')
}

/** Follow the guide until everyone who is there is identified and admitted. */
export const admitEveryone = async (mediator) => {
  for (;;) {
    await mediator.seeOneOf('guide-identity', 'guide-admit', 'guide-start')
    if (await mediator.isVisible('guide-start')) return
    const guest = await mediator.attribute('guide', 'data-identity')
    if (await mediator.isVisible('guide-identity')) {
      await mediator.click('guide-identity')
      await mediator.click('identity-pass')
      await mediator.gone('identity-pass')
    } else {
      await mediator.click('guide-admit')
    }
    // The guide goes on to somebody else when the server has done it, not when the button was pressed.
    await mediator.attributeUntil('guide', 'data-identity', (value) => value !== guest)
  }
}

export const startMeeting = async (mediator) => {
  await mediator.click('guide-start')
  await mediator.seeOneOf('start-confirm', 'host-stage')
  if (await mediator.isVisible('start-confirm')) await mediator.click('start-confirm')
  await mediator.see('host-stage')
}
