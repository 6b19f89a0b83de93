// Somebody interprets: invited to a session that is planned already, let into a caucus that is held already, and never
// into the one of the other side.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { ChromiumPerson, openChromium, PHONE } from './support/browsers.mjs'
import { workerNumber } from './support/idNumbers.mjs'
import { admitEveryone, joinByLink, signIn, startMeeting } from './support/journeys.mjs'
import { Room } from './support/room.mjs'
import { assertNoFaults, failFast } from './support/steps.mjs'

describe('somebody interprets', { concurrency: false }, () => {
  let room, chromium, mediator, worker, signer, lawyer, link

  before(async () => {
    room = await Room.start()
    chromium = await openChromium()
    mediator = await ChromiumPerson.enter('王调解员', chromium)
    worker = await ChromiumPerson.enter('李秀兰', chromium, { viewport: PHONE })
    signer = await ChromiumPerson.enter('何手语', chromium, { viewport: PHONE })
    lawyer = await ChromiumPerson.enter('赵律师', chromium, { viewport: PHONE })
    await signIn(mediator, room, 'mediator')
  })

  failFast(() => [mediator, worker, signer, lawyer], () => room.log)

  after(async () => {
    await chromium?.close()
    await room?.stop()
  })

  /** Enter somebody who interprets for the worker, when the session of today is planned already. */
  const enterSigner = () => mediator.page.evaluate(async ([serial, number]) => {
    const here = `/api/cases/${serial}/people`
    const { people } = await (await fetch(here)).json()
    const helped = people.find((one) => one.name === '李秀兰').identity
    const body = JSON.stringify({
      key: 'signer-00001', name: '何手语', side: 'neutral', role: 'interpreter', title: '手语翻译', phone: '13100001111', id_number: number, linked_to: helped,
    })
    const answer = await fetch(here, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
    return (await answer.json()).people.find((one) => one.name === '何手语').identity
  }, [room.demo.case.serial, workerNumber(77)])

  test('from the page of the case the mediator invites who interprets to the session of today', async () => {
    const identity = await enterSigner()
    await mediator.goto(`${room.url}/cases/${room.demo.case.serial}/sessions`)
    await mediator.click(`invite-${identity}`)
    await mediator.see('invite-dialog')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.click('invite-do')
    await mediator.see('invite-url')
    link = await mediator.page.getByTestId('invite-url').inputValue()
    await mediator.shot('interpreter-invited')
    await mediator.click('invite-done')
    await mediator.gone(`invite-${identity}`)
    // Whoever else is not invited is offered behind one line: an organisation, whose people come.
    await mediator.page.getByTestId('invite-others').locator('summary').click()
    await mediator.reads('invite-others', /洛阳某餐饮管理有限公司/u)
    assert.deepEqual(await mediator.axe(), [])
  })

  test('with worker and lawyer they come into the joint room', async () => {
    await mediator.goto(`${room.url}/room/${room.demo.session.id}`)
    await mediator.click('host-enter')
    await mediator.see('lobby-board')
    await joinByLink(worker, room.party('李秀兰').invitation_url, { consent: true })
    await joinByLink(signer, link, { consent: true })
    await joinByLink(lawyer, room.party('赵律师').invitation_url, { consent: true })
    await admitEveryone(mediator)
    await startMeeting(mediator)
    for (const person of [worker, signer, lawyer]) await person.see('stage')
  })

  test('left outside a caucus they wait, until the mediator lets them in while it is held', async () => {
    await mediator.click('caucus-applicant')
    await mediator.click('call-interpreters')
    await mediator.click('call-start')
    await worker.click('caucus-accept')
    await signer.see('lobby')
    await mediator.see('let-interpreters-in')
    assert.deepEqual(await mediator.axe(), [])
    await mediator.shot('interpreter-outside')

    await mediator.click('let-interpreters-in')
    await mediator.see('let-in-rings')
    await signer.click('caucus-accept')
    await signer.see('stage')
    await mediator.gone('let-in-rings')
    await signer.hearsAndSees(2)
    assert.doesNotMatch(await lawyer.body(), /何手语/u)
  })

  test('of the caucus with the other side they learn nothing, and nobody can let them in', async () => {
    await mediator.click('caucus-switch')
    await mediator.see('call-start')
    assert.equal(await mediator.isVisible('call-interpreters'), false)
    await mediator.click('call-start')
    await lawyer.click('caucus-accept')
    await signer.see('lobby')
    await mediator.see('caucus-end')

    assert.equal(await mediator.isVisible('let-interpreters-in'), false)
    assert.doesNotMatch(await signer.body(), /赵律师/u)
    await mediator.click('caucus-end')
    await signer.see('stage')
  })

  test('no page had a fault', () => {
    assertNoFaults([mediator, worker, signer, lawyer])
  })
})
