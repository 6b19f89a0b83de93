/** Dates and times as a person reads them, in the language of the page and the time of the court: Beijing. */
import { useText } from './index'
import { workingInEnglish } from './workings'

const ZONE = 'Asia/Shanghai'
/** Beijing is eight hours ahead of UTC all year (no summer time since 1992). */
const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

function dayNumber(time: number): number {
  return Math.floor((time + OFFSET_MS) / DAY_MS)
}

/** What a person wrote into a date-and-time field, `2026-12-01T09:30` in Beijing, as an instant. */
export function beijingInstant(written: string): string {
  return new Date(Date.parse(`${written}:00Z`) - OFFSET_MS).toISOString()
}

/** Whole minutes from `from` to `to`, never negative. */
export function minutesBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / 60_000))
}

/** Seconds as 42:16 or 1:02:03. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const pad = (value: number): string => String(value).padStart(2, '0')
  const rest = `${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`
  return whole < 3600 ? rest : `${Math.floor(whole / 3600)}:${rest}`
}

export function useDates() {
  const { language, t } = useText()

  function format(time: number, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : language.value, { timeZone: ZONE, ...options }).format(time)
  }

  /** 9:30 */
  function timeOfDay(time: number): string {
    return format(time, { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
  }

  /** 上午 9:30 */
  function periodTime(time: number): string {
    return format(time, { hour: 'numeric', minute: '2-digit', hour12: true }).replace(/^(\D+)(?=\d)/, '$1 ')
  }

  /** 3月18日（周三）上午 9:30 */
  function moment(time: number): string {
    const day = format(time, { month: 'long', day: 'numeric' })
    const weekday = format(time, { weekday: 'short' })
    if (language.value === 'en') return `${weekday}, ${day}, ${periodTime(time)}`
    return `${day}（${weekday}）${periodTime(time)}`
  }

  function dated(time: number): string {
    const other = format(time, { year: 'numeric' }) !== format(Date.now(), { year: 'numeric' })
    return format(time, { month: language.value === 'en' ? 'short' : 'long', day: 'numeric', ...(other && { year: 'numeric' }) })
  }

  /** A line of a working, which is the server's, in the language of the page and its days written as everywhere else. */
  const inWords = (line: string): string =>
    (language.value === 'en' ? workingInEnglish(line) : line).replaceAll(/\d{4}-\d{2}-\d{2}/g, day => dated(Date.parse(`${day}T12:00:00+08:00`)))

  /** 4月7日 周二, of a day such as 2026-04-07; with its year when that is not the present one. */
  function dayOf(day: string): string {
    const time = Date.parse(`${day}T12:00:00+08:00`)
    const weekday = format(time, { weekday: 'short' })
    const named = dated(time)
    return language.value === 'en' ? `${weekday} ${named}` : `${named} ${weekday}`
  }

  /** The time of a receipt to the second: as printed, 2026年3月31日 9:41:07, and in English by its instant. */
  function toTheSecond(receipt: { readonly at: string, readonly received: string }): string {
    if (language.value !== 'en') return receipt.received
    return format(Date.parse(receipt.at), { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  }

  /** 今天, 明天 or nothing. */
  function nearDay(time: number, now: number): string {
    const days = dayNumber(time) - dayNumber(now)
    if (days === 0) return t('common.today')
    return days === 1 ? t('common.tomorrow') : ''
  }

  return { timeOfDay, periodTime, moment, dayOf, inWords, toTheSecond, nearDay }
}
