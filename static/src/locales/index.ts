/** The words of the app: 简体中文 first, English complete and checked by the compiler. Only one is loaded. */
import { computed } from 'vue'
import { createI18n } from 'vue-i18n'

import zhCN from './zh-CN'
import type { Leaves, Messages } from './shape'

export type Language = 'zh-CN' | 'en'
export type TextKey = Leaves<Messages>

const KEY = 'mediation-room.language'

const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN, 'en': {} },
  missingWarn: false,
  fallbackWarn: false,
})

function remembered(): Language {
  try {
    const kept = localStorage.getItem(KEY)
    if (kept === 'zh-CN' || kept === 'en') return kept
  }
  catch {
    // No storage: follow the browser.
  }
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

function show(language: Language): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language
}

async function setLanguage(language: Language): Promise<void> {
  if (language === 'en') {
    const { default: en } = await import('./en')
    i18n.global.setLocaleMessage('en', en as never)
  }
  show(language)
  try {
    localStorage.setItem(KEY, language)
  }
  catch {
    // The choice lasts as long as the page.
  }
}

/** Load the words for this person before the first page is drawn. */
export async function installLocales(): Promise<typeof i18n> {
  const language = remembered()
  if (language === 'en') await setLanguage('en')
  else show(language)
  return i18n
}

const language = computed(() => i18n.global.locale.value)

/** Words, with keys the compiler knows. `has` and `any` are for codes that come from the server. */
export function useText() {
  return {
    t: (key: TextKey, named: Record<string, unknown> = {}): string => i18n.global.t(key, named),
    has: (key: string): boolean => i18n.global.te(key, 'zh-CN'),
    any: (key: string, named: Record<string, unknown> = {}): string => i18n.global.t(key, named),
    language,
    setLanguage,
  }
}
