/** Dates and lengths as the console words them. Always the official time of China: a sitting has one clock. */

import type { Language, TextKey } from '@/locales'

const ZONE = 'Asia/Shanghai'

type Say = (key: TextKey, named?: Record<string, unknown>) => string

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly time: string
  readonly seconds: string
}

const partsFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE, year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
  hourCycle: 'h23',
})

function parts(at: string | number): Parts {
  const found = Object.fromEntries(partsFormat.formatToParts(new Date(at)).map(part => [part.type, part.value]))
  const hour = Number(found['hour'])
  return {
    year: Number(found['year']), month: Number(found['month']), day: Number(found['day']),
    time: `${hour}:${found['minute'] ?? ''}`, seconds: found['second'] ?? '',
  }
}

const named = (language: Language, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone: ZONE, ...options })

/** 9:30. */
export const clockTime = (at: string | number): string => parts(at).time

/** 9:30:05. */
export function clockSeconds(at: string | number): string {
  const found = parts(at)
  return `${found.time}:${found.seconds}`
}

/** 2026-03-18: the day as a key. */
export function dayKey(at: string | number): string {
  const found = parts(at)
  return `${found.year}-${found.month}-${found.day}`
}

/** 3月18日, or 18 Mar; the year only when it is another one than that of `now`. */
export function day(at: string | number, language: Language, now: string | number): string {
  const year = parts(at).year !== parts(now).year
  if (language === 'en') {
    return named('en', { day: 'numeric', month: 'short', ...(year ? { year: 'numeric' } : {}) }).format(new Date(at))
  }
  const found = parts(at)
  return `${year ? `${found.year}年` : ''}${found.month}月${found.day}日`
}

/** 3月18日 周三, or Wed 18 Mar. */
export function dayShort(at: string | number, language: Language, now: string | number): string {
  const weekday = named(language, { weekday: 'short' }).format(new Date(at))
  return language === 'en' ? `${weekday} ${day(at, language, now)}` : `${day(at, language, now)} ${weekday}`
}

/** 3月18日 星期三, or Wednesday, 18 March. */
export function dayLong(at: string | number, language: Language): string {
  const weekday = named(language, { weekday: 'long' }).format(new Date(at))
  if (language === 'en') return `${weekday}, ${named('en', { day: 'numeric', month: 'long' }).format(new Date(at))}`
  return `${day(at, language, at)} ${weekday}`
}

/** 3/18, the small date beside a consent. */
export function dayTiny(at: string, language: Language): string {
  const found = parts(at)
  return language === 'en' ? named('en', { day: 'numeric', month: 'short' }).format(new Date(at)) : `${found.month}/${found.day}`
}

/** 3月18日 9:30. */
export const moment = (at: string | number, language: Language, now: string | number): string =>
  `${day(at, language, now)} ${clockTime(at)}`

/** 1:31:42, the position in a recording. */
export function timecode(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** A length in words: 38 秒, 18 分钟, 1 小时 49 分, 3 天. */
export function spanWords(ms: number, say: Say): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return say('console.time.seconds', { n: seconds })
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return say('console.time.minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return say('console.time.days', { n: Math.floor(hours / 24) })
  const rest = minutes % 60
  return rest === 0 ? say('console.time.hours', { n: hours }) : say('console.time.hoursMinutes', { h: hours, m: rest })
}

/** How far the start is from now, in words: 还有 28 分钟, 现在开始, 已过开始时间 5 分钟. */
export function startWords(startsAt: string, now: number, say: Say): string {
  const left = new Date(startsAt).getTime() - now
  if (Math.abs(left) < 60_000) return say('console.today.start.at')
  const span = spanWords(Math.abs(left), say)
  return say(left > 0 ? 'console.today.start.before' : 'console.today.start.after', { span })
}
