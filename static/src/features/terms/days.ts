/** Days as the server sends them (2026-04-07) in words. They are days in Beijing: no zone is applied twice. */

import type { Language } from '@/locales'

import { day, dayShort } from '../console/time'

/** Noon in Beijing of a day: an instant that lies in it wherever the reader is. */
export const noon = (on: string): string => `${on}T12:00:00+08:00`

export const onDay = (on: string, language: Language, now: string | number): string => day(noon(on), language, now)

export const onDayShort = (on: string, language: Language, now: string | number): string => dayShort(noon(on), language, now)

/** Number and weekday for a cell of the strip, and the whole day in words. */
export function dayParts(on: string, language: Language): { day: number, weekday: string, words: string } {
  const weekday = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'Asia/Shanghai', weekday: 'narrow',
  }).format(new Date(noon(on)))
  return { day: Number(on.slice(8)), weekday, words: day(noon(on), language, noon(on)) }
}

/** What `<input type="datetime-local">` holds, read as Beijing time. */
export const fromLocal = (text: string): string => `${text}:00+08:00`

/** A Beijing instant as `<input type="datetime-local">` holds it. */
export function toLocal(at: string | number): string {
  const shifted = new Date(new Date(at).getTime() + 8 * 3_600_000)
  return shifted.toISOString().slice(0, 16)
}

/** Days typed as a notice lists them: `1-1…3 2-6…12`. The first part that cannot be read is `bad`. */
export function readDays(year: number, text: string): { days: string[], bad: string | null } {
  const days: string[] = []
  for (const part of text.split(/[\s,，、;；]+/).filter(Boolean)) {
    const found = /^(\d{1,2})[-月./](\d{1,2})日?(?:(?:…|\.{2,3}|~|至|—|–)(?:(\d{1,2})[-月./])?(\d{1,2})日?)?$/.exec(part)
    const first = found && valid(year, Number(found[1]), Number(found[2]))
    const last = found?.[4] ? valid(year, Number(found[3] ?? found[1]), Number(found[4])) : first
    if (!first || !last || last < first) return { days: [], bad: part }
    for (let at = first; at <= last; at = new Date(at.getTime() + 86_400_000)) days.push(at.toISOString().slice(0, 10))
  }
  return { days: [...new Set(days)].sort(), bad: null }
}

/** The same list written short: the reverse of `readDays`. */
export function writeDays(days: readonly string[]): string {
  const spans: [string, string][] = []
  for (const on of [...days].sort()) {
    const open = spans.at(-1)
    if (open && Date.parse(on) - Date.parse(open[1]) === 86_400_000) open[1] = on
    else spans.push([on, on])
  }
  const short = (on: string): string => `${Number(on.slice(5, 7))}-${Number(on.slice(8))}`
  return spans.map(([first, last]) => (first === last
    ? short(first)
    : `${short(first)}…${first.slice(5, 7) === last.slice(5, 7) ? String(Number(last.slice(8))) : short(last)}`)).join(' ')
}

function valid(year: number, month: number, date: number): Date | null {
  const made = new Date(Date.UTC(year, month - 1, date))
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made : null
}
