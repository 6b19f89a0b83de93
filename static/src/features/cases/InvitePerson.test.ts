import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { ApiError } from '@/api/problem'
import { invitePerson } from '@/api/sessions'
import type { MadeLink, PartyView, SessionSummary } from '@/api/types'
import { loadWords, useText } from '@/locales'

import InvitePerson from './InvitePerson.vue'

vi.mock('@/api/sessions')

const MADE: MadeLink = { identity: 'he', name: '何手语', url: 'https://room.example/j/abc' }
const person = (identity: string, name: string, role: PartyView['role'], title: string) =>
  ({ identity, name, role, title, side: 'neutral', phone: '', id_number: '' }) as PartyView
const PEOPLE = [person('li', '李秀兰', 'party', '申请人'), person('qian', '钱律师', 'agent', '代理律师'), person('he', '何手语', 'interpreter', '手语翻译')]
const SESSION = { id: 's1', participants: [{ identity: 'li' }] } as unknown as SessionSummary

beforeEach(async () => {
  await loadWords('console', 'people', 'terms')
  vi.mocked(invitePerson).mockReset().mockResolvedValue(MADE)
})
afterEach(() => useText().setLanguage('zh-CN'))
enableAutoUnmount(afterEach)

const lines = () => mount(InvitePerson, { attachTo: document.body, props: { session: SESSION, people: PEOPLE } })
const shown = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)

async function asked(identity: string) {
  const card = lines()
  const button = card.get<HTMLButtonElement>(`[data-testid="invite-${identity}"]`)
  button.element.focus()
  await button.trigger('click')
  await flushPromises()
  return { card, button: button.element }
}

async function press(testid: string): Promise<void> {
  shown(testid)?.click()
  await flushPromises()
}

it.each([['zh-CN', '翻译何手语还没有被邀请'], ['en', 'The interpreter 何手语 is not invited yet']] as const)(
  'says who interprets and was forgotten, and keeps the others behind one line: %s', async (language, words) => {
    await useText().setLanguage(language)
    const card = lines()
    expect(card.text()).toContain(words)
    expect(card.get<HTMLDetailsElement>('[data-testid="invite-others"]').element.open).toBe(false)
    expect(card.get('[data-testid="invite-others"]').text()).toContain('钱律师')
    expect(card.find('[data-testid="invite-li"]').exists()).toBe(false)
  },
)

it.each([['he', '翻译只传话'], ['qian', '另一方也会看到']])('invites nobody before it was asked, and says what it means: %s', async (identity, words) => {
  await asked(identity)
  expect(shown('invite-dialog')?.textContent).toContain(words)
  expect(invitePerson).not.toHaveBeenCalled()
  await press('invite-do')
  expect(invitePerson).toHaveBeenCalledExactlyOnceWith('s1', { identity })
})

it('shows the link once, also when the button is pressed twice', async () => {
  let answer: (made: MadeLink) => void = vi.fn()
  vi.mocked(invitePerson).mockReturnValue(new Promise((resolve) => { answer = resolve }))
  const { card } = await asked('he')
  shown('invite-do')?.click()
  shown('invite-do')?.click()
  answer(MADE)
  await flushPromises()
  expect(invitePerson).toHaveBeenCalledTimes(1)
  expect((shown('invite-url') as HTMLInputElement | null)?.value).toBe(MADE.url)
  expect(card.emitted('done')).toHaveLength(1)
})

it('says why somebody is not invited, with the reference, and makes no link', async () => {
  vi.mocked(invitePerson).mockRejectedValue(new ApiError(409, 'session.unwilling', 'ref-2', null, { names: '赵工友' }))
  const { card } = await asked('qian')
  await press('invite-do')
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('ref-2')
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('赵工友没有同意参加')
  expect(shown('invite-url')).toBeNull()
  expect(card.emitted('done')).toBeUndefined()
})

it('goes back with Escape to the button that asked', async () => {
  const { button } = await asked('he')
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await flushPromises()
  expect(shown('invite-dialog')).toBeNull()
  expect(document.activeElement).toBe(button)
  expect(invitePerson).not.toHaveBeenCalled()
})
