/**
 * The words of the app: 简体中文 first, English complete and checked by the compiler.
 *
 * A page loads the parts it speaks with, in the language of the person; the rest stays at the server.
 */
import { computed } from 'vue'
import { createI18n } from 'vue-i18n'

import { common } from './zh-CN/common'
import type { Leaves, Messages } from './shape'

export type Language = 'zh-CN' | 'en'
export type TextKey = Leaves<Messages>
/** The words of one area; `common` is always there. */
export type Part = Exclude<keyof Messages, 'common'>

const KEY = 'mediation-room.language'

const FILES: Readonly<Record<Language, Readonly<Record<Part, () => Promise<object>>>>> = {
  'zh-CN': {
    join: () => import('./zh-CN/join'),
    room: () => import('./zh-CN/room'),
    host: () => import('./zh-CN/host'),
    console: () => import('./zh-CN/console'),
    keeping: () => import('./zh-CN/keeping'),
    network: () => import('./zh-CN/network'),
    delivery: () => import('./zh-CN/delivery'),
    desk: () => import('./zh-CN/desk'),
    filing: () => import('./zh-CN/filing'),
    agreement: () => import('./zh-CN/agreement'),
    apply: () => import('./zh-CN/apply'),
    intake: () => import('./zh-CN/intake'),
    terms: () => import('./zh-CN/terms'),
    referral: () => import('./zh-CN/referral'),
    roster: () => import('./zh-CN/roster'),
    operations: () => import('./zh-CN/operations'),
    quality: () => import('./zh-CN/quality'),
    people: () => import('./zh-CN/people'),
    welcome: () => import('./zh-CN/welcome'),
    access: () => import('./zh-CN/access'),
    accounts: () => import('./zh-CN/accounts'),
    causes: () => import('./zh-CN/causes'),
    figures: () => import('./zh-CN/figures'),
    support: () => import('./zh-CN/support'),
  },
  'en': {
    join: () => import('./en/join'),
    room: () => import('./en/room'),
    host: () => import('./en/host'),
    console: () => import('./en/console'),
    keeping: () => import('./en/keeping'),
    network: () => import('./en/network'),
    delivery: () => import('./en/delivery'),
    desk: () => import('./en/desk'),
    filing: () => import('./en/filing'),
    agreement: () => import('./en/agreement'),
    apply: () => import('./en/apply'),
    intake: () => import('./en/intake'),
    terms: () => import('./en/terms'),
    referral: () => import('./en/referral'),
    roster: () => import('./en/roster'),
    operations: () => import('./en/operations'),
    quality: () => import('./en/quality'),
    people: () => import('./en/people'),
    welcome: () => import('./en/welcome'),
    access: () => import('./en/access'),
    accounts: () => import('./en/accounts'),
    causes: () => import('./en/causes'),
    figures: () => import('./en/figures'),
    support: () => import('./en/support'),
  },
}

const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': { common }, 'en': {} },
  missingWarn: false,
  fallbackWarn: false,
})

const language = computed(() => i18n.global.locale.value)
const spoken = new Set<Part>()
const loaded: Readonly<Record<Language, Set<Part>>> = { 'zh-CN': new Set(), 'en': new Set() }

async function load(target: Language, part: Part): Promise<void> {
  if (loaded[target].has(part)) return
  // A module exports its part under the part's own name.
  i18n.global.mergeLocaleMessage(target, { ...await FILES[target][part]() })
  loaded[target].add(part)
}

/** Make sure that a page has its words; rejected when they cannot be fetched. */
export async function loadWords(...parts: readonly Part[]): Promise<void> {
  for (const part of parts) spoken.add(part)
  await Promise.all(parts.map(part => load(language.value, part)))
}

/** A page together with its words, for lazy components. */
export function withWords<Page>(parts: readonly Part[], page: () => Promise<Page>): () => Promise<Page> {
  return async () => {
    const [component] = await Promise.all([page(), loadWords(...parts)])
    return component
  }
}

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

function show(target: Language): void {
  i18n.global.locale.value = target
  document.documentElement.lang = target
}

let wanted: Language = 'zh-CN'

async function setLanguage(target: Language): Promise<void> {
  wanted = target
  // Before the words are there: whoever goes on at once has chosen all the same.
  try {
    localStorage.setItem(KEY, target)
  }
  catch {
    // The choice lasts as long as the page.
  }
  if (target === 'en') i18n.global.mergeLocaleMessage('en', { ...await import('./en/common') })
  await Promise.all([...spoken].map(part => load(target, part)))
  if (wanted === target) show(target)
}

/** Choose the language of this person before the first page is drawn. */
export async function installLocales(): Promise<typeof i18n> {
  const target = remembered()
  if (target === 'en') await setLanguage('en')
  else show(target)
  return i18n
}

/** Words, with keys the compiler knows. `has` and `any` are for codes that come from the server. */
export function useText() {
  return {
    t: (key: TextKey, named: Record<string, unknown> = {}): string => i18n.global.t(key, named),
    has: (key: string): boolean => i18n.global.te(key),
    any: (key: string, named: Record<string, unknown> = {}): string => i18n.global.t(key, named),
    language,
    setLanguage,
  }
}
