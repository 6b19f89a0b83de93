import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, type Ref } from 'vue'

import { signIn, signOut } from '@/api/account'
import { ApiError } from '@/api/problem'
import type { Me } from '@/api/types'

import { useAccount } from './account'
import DraftLine from './DraftLine.vue'
import { useAction } from './useAction'
import { useDraft, type FormDraft } from './useDraft'

vi.mock('@/api/account')

const CASE = 'LY2026-000128'
const of = (account: string): Me => ({ account, login: account, name: account, role: 'mediator', organisation: '调解委员会' })

async function signedIn(account: string): Promise<void> {
  vi.mocked(signIn).mockResolvedValue(of(account))
  await useAccount().enter({ login: account, password: 'x' })
}

interface Form { text: Ref<string>, ticked: Ref<string[]>, draft: FormDraft, leave: () => void, at: (id: string) => HTMLElement | null }

/** A form with two fields, as a page has it; `fills` is what the server had. */
function aForm({ serial = CASE, fills = '', version = 1 } = {}): Form {
  const text = ref(fills)
  const ticked = ref<string[]>([])
  const made: FormDraft[] = []
  const page = mount(defineComponent({
    components: { DraftLine },
    setup() {
      const draft = useDraft('report', () => serial, { text, ticked }, { version: () => version })
      draft.begin()
      made.push(draft)
      return () => h('form', [h(DraftLine, { draft }), h('textarea', { 'data-testid': 'text', 'value': text.value })])
    },
  }), { attachTo: document.body })
  const [draft] = made
  if (!draft) throw new Error('no draft')
  return { text, ticked, draft, leave: () => page.unmount(), at: id => (page.element as HTMLElement).querySelector<HTMLElement>(`[data-testid="${id}"]`) }
}

async function typed(form: Form, words: string, ticks: string[] = []): Promise<void> {
  form.text.value = words
  form.ticked.value.push(...ticks)
  await nextTick()
}

const stored = (): string => Object.keys(sessionStorage).map(name => sessionStorage.getItem(name)).join()

beforeEach(async () => {
  sessionStorage.clear()
  vi.mocked(signOut).mockReset().mockResolvedValue(undefined)
  await signedIn('mediator')
})
afterEach(() => vi.unstubAllGlobals())
enableAutoUnmount(afterEach)

describe('what was typed and not sent', () => {
  it('is there again after a reload, and the form says so', async () => {
    const before = aForm()
    await typed(before, '双方对工资数额有分歧', ['wage'])
    before.leave()

    const after = aForm()
    expect([after.text.value, after.ticked.value]).toEqual(['双方对工资数额有分歧', ['wage']])
    expect(after.at('draft-restored')?.textContent).toContain('已恢复未保存的内容')
  })

  it('is there again when the same person signs in after the time ran out', async () => {
    const before = aForm()
    await typed(before, '双方对工资数额有分歧')
    before.leave()
    await signedIn('mediator')

    expect(aForm().text.value).toBe('双方对工资数额有分歧')
  })

  it('never shows itself to another account, nor comes back after one was there', async () => {
    const before = aForm()
    await typed(before, '双方对工资数额有分歧')
    before.leave()
    await signedIn('clerk')
    expect(aForm().text.value).toBe('')
    expect(stored()).not.toContain('工资')
    await signedIn('mediator')
    expect(aForm().text.value).toBe('')
  })

  it('is gone when one signs out by will, even where the server does not answer', async () => {
    const before = aForm()
    await typed(before, '双方对工资数额有分歧')
    vi.mocked(signOut).mockRejectedValue(new Error('no line'))
    await useAccount().leave().catch(() => undefined)

    expect(sessionStorage).toHaveLength(0)
  })

  it('is gone once it was sent, whatever the form shows afterwards', async () => {
    const before = aForm()
    await typed(before, '双方对工资数额有分歧')
    before.draft.forget()
    await typed(before, '')
    before.leave()

    expect(sessionStorage).toHaveLength(0)
    expect(aForm().at('draft-restored')).toBeNull()
  })

  it('waits while the dialog is closed: that its fields are emptied takes nothing from it', async () => {
    const form = aForm()
    await typed(form, '双方对工资数额有分歧')
    form.draft.rest()
    await typed(form, '')
    form.draft.begin()

    expect(form.text.value).toBe('双方对工资数额有分歧')
  })

  it('belongs to one case', async () => {
    const before = aForm()
    await typed(before, '双方对工资数额有分歧')
    before.leave()

    expect(aForm({ serial: 'LY2026-000129' }).text.value).toBe('')
  })

  it('says that the thing was changed since, also after the next reload', async () => {
    const before = aForm({ version: 3 })
    await typed(before, '双方对工资数额有分歧')
    before.leave()
    const then = aForm({ version: 4 })
    await typed(then, '双方对工资和加班有分歧')
    then.leave()

    expect(aForm({ version: 4 }).at('draft-restored')?.textContent).toContain('另有改动')
  })

  it('is no draft when it says what the server has', async () => {
    const before = aForm()
    await typed(before, '双方对工资数额有分歧')
    before.leave()
    const after = aForm({ fills: '双方对工资数额有分歧' })

    expect(after.at('draft-restored')).toBeNull()
    expect(sessionStorage).toHaveLength(0)
  })

  it('is taken out with one press, and the first field takes the focus', async () => {
    const before = aForm({ fills: '原来的话' })
    await typed(before, '双方对工资数额有分歧')
    before.leave()
    const after = aForm({ fills: '原来的话' })
    after.at('draft-clear')?.click()
    await flushPromises()

    expect(after.text.value).toBe('原来的话')
    expect(after.at('draft-restored')).toBeNull()
    expect(document.activeElement).toBe(after.at('text'))
    expect(sessionStorage).toHaveLength(0)
  })

  it('is put into no field that was made for something else', () => {
    sessionStorage.setItem(`mediation-room.draft/mediator/report/${CASE}`, JSON.stringify({ since: 1, fields: { text: ['x'], ticked: 'y', gone: 1 } }))
    const form = aForm()

    expect([form.text.value, form.ticked.value]).toEqual(['', []])
  })

  it('is known not to be kept where nothing can be stored', async () => {
    const form = aForm()
    vi.stubGlobal('sessionStorage', { setItem: () => { throw new Error('full') } })
    await typed(form, '双方对工资数额有分歧')

    expect(form.draft.unkept.value).toBe(true)
  })
})

describe('what was sent and not answered', () => {
  const LOST = new ApiError(0, 'network.timeout', null)
  const REFUSED = new ApiError(409, 'case.ended', 'R-1')

  /** Send what the form says, as its dialog does; returns the key under which it went. */
  async function sent(form: Form, error?: Error, phone = ''): Promise<string> {
    const keys: string[] = []
    const { send } = useAction(() => form.draft)
    await send({ text: form.text.value, phone }, (body) => {
      keys.push(body.key)
      return error ? Promise.reject(error) : Promise.resolve('done')
    })
    return keys.join()
  }

  async function reloaded(form: Form): Promise<Form> {
    form.leave()
    const after = aForm()
    await nextTick()
    return after
  }

  it('is the same request when it is sent again after a reload', async () => {
    const before = aForm()
    await typed(before, '双方分歧较大')
    const first = await sent(before, LOST)

    const after = await reloaded(before)
    expect(await sent(after, LOST)).toBe(first)
    expect(await sent(await reloaded(after))).toBe(first)
  })

  it('is another request once its words were changed', async () => {
    const before = aForm()
    await typed(before, '双方分歧较大')
    const first = await sent(before, LOST)

    const after = await reloaded(before)
    await typed(after, '双方分歧很大')
    await typed(after, '双方分歧较大')
    expect(await sent(after)).not.toBe(first)
  })

  it('is another request once something was typed otherwise that no draft holds, and the same when it is typed alike', async () => {
    const before = aForm()
    await typed(before, '双方分歧较大')
    const first = await sent(before, LOST, '13800000001')

    const after = await reloaded(before)
    expect(await sent(after, REFUSED, '13800000002')).not.toBe(first)
    expect(await sent(after, LOST, '13800000001')).toBe(first)
  })

  it('leaves no number behind that was sent with it', async () => {
    const form = aForm()
    await typed(form, '双方分歧较大')
    await sent(form, LOST, '13800000001')

    expect(stored()).toContain('双方分歧较大')
    expect(stored()).not.toContain('1380000')
  })

  it.each([['refused', REFUSED], ['answered', undefined]] as const)('is another request once it was %s', async (_, error) => {
    const before = aForm()
    await typed(before, '双方分歧较大')
    const first = await sent(before, error)

    expect(await sent(await reloaded(before))).not.toBe(first)
  })

  it('is another request once somebody changed what it was typed over', async () => {
    const before = aForm({ version: 1 })
    await typed(before, '双方分歧较大')
    const first = await sent(before, LOST)
    before.leave()

    expect(await sent(aForm({ version: 2 }))).not.toBe(first)
  })

  it('leaves no key behind once the form was sent', async () => {
    const form = aForm()
    await typed(form, '双方分歧较大')
    await sent(form)
    form.draft.forget()

    expect(stored()).toBe('')
  })
})
