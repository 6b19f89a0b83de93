import { expect, it, vi } from 'vitest'

import { useText } from '@/locales'

it('keeps the language that was chosen before its words are there, and shows the one chosen last', async () => {
  const { language, setLanguage } = useText()
  const keep = vi.spyOn(Storage.prototype, 'setItem')

  const first = setLanguage('en')
  expect(keep).toHaveBeenLastCalledWith(expect.any(String), 'en')
  await Promise.all([first, setLanguage('zh-CN')])

  expect(language.value).toBe('zh-CN')
  expect(document.documentElement.lang).toBe('zh-CN')
})
