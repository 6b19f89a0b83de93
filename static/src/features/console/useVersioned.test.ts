import { nextTick, reactive, ref } from 'vue'
import { describe, expect, it } from 'vitest'

import { useVersioned, type Stored } from './useVersioned'

type Name = 'name' | 'title'

function aForm() {
  const texts = { name: '李秀兰', title: '申请人' }
  const stored = ref<Stored<Name>>({ version: 0, texts })
  const form = reactive({ name: '', title: '' })
  const versioned = useVersioned(() => stored.value, () => form, filled => Object.assign(form, filled))
  const store = async (version: number, changes: Partial<typeof texts>): Promise<void> => {
    stored.value = { version, texts: { ...texts, ...changes } }
    await nextTick()
  }
  return { form, store, ...versioned }
}

describe('a form over what others may change', () => {
  it('follows what is stored while nothing is typed', async () => {
    const { form, store, version, differences } = aForm()
    await store(1, { title: '申请人本人' })
    expect([form.title, version.value, differences.value]).toEqual(['申请人本人', 1, []])
  })

  it('never overwrites what was typed, and shows both', async () => {
    const { form, store, version, differences } = aForm()
    form.title = '工会代表'
    await store(1, { title: '申请人本人' })
    expect([form.title, version.value]).toEqual(['工会代表', 0])
    expect(differences.value).toEqual([{ name: 'title', mine: '工会代表', theirs: '申请人本人' }])
  })

  it('saves over the newest only after the person decided to', async () => {
    const { form, store, version, differences, keepMine } = aForm()
    form.title = '工会代表'
    await store(1, { title: '申请人本人' })
    keepMine()
    expect([form.title, version.value, differences.value]).toEqual(['工会代表', 1, []])
  })

  it('takes what stands there when the person prefers it', async () => {
    const { form, store, version, takeTheirs } = aForm()
    form.title = '工会代表'
    await store(2, { name: '李秀岚' })
    takeTheirs()
    expect([form.name, form.title, version.value]).toEqual(['李秀岚', '申请人', 2])
  })

  it('asks nothing when both wrote the same', async () => {
    const { form, store, version, differences } = aForm()
    form.title = '申请人本人'
    await store(1, { title: '申请人本人' })
    expect([version.value, differences.value]).toEqual([1, []])
  })

  it('asks again when a third change comes before the decision is saved', async () => {
    const { form, store, differences, keepMine } = aForm()
    form.title = '工会代表'
    await store(1, { title: '申请人本人' })
    keepMine()
    await store(2, { title: '劳动者' })
    expect(differences.value).toEqual([{ name: 'title', mine: '工会代表', theirs: '劳动者' }])
  })
})
