/** The working of a day as the server writes it, line by line, for who reads English. */
import { inEnglish } from './articles'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const UNITS: Readonly<Record<string, string>> = { '个工作日': 'working days', '日': 'days', '年': 'years' }
const BASES: Readonly<Record<string, string>> = { '顺延后届满日': 'the day after it moved', '名义届满日': 'the nominal day' }
const WHY: Readonly<Record<string, string>> = { 鉴定: 'Appraisal', 中止: 'Suspension', 停止计算: 'Stopped' }

/** 4月4日–4月6日、10月8日 as 4 Apr–6 Apr, 8 Oct. */
const spans = (written: string): string => written
  .replaceAll(/(\d+)月(\d+)日/g, (_, month: string, day: string) => `${day} ${MONTHS[Number(month) - 1] ?? month}`)
  .replaceAll('、', ', ')

const counted = (count: string, unit: string): string => `${count} ${(UNITS[unit] ?? unit).slice(0, count === '1' ? -1 : undefined)}`

/** One kind of line: how it is written, and what it says. */
const LINES: readonly (readonly [written: RegExp, told: (...found: readonly string[]) => string])[] = [
  [/^(.+)：(\S+) 起 (\d+) (个工作日|日|年)，当日不计$/, (law = '', from = '', count = '', unit = '') => `${inEnglish(law)}: ${counted(count, unit)} from ${from}, that day not counted`],
  [/^(鉴定|中止|停止计算) (.+)起 (\d+) 日不计，届满日后移$/, (why = '', from = '', count = '') => `${WHY[why] ?? why}: ${counted(count, '日')} from ${spans(from)} not counted, the end moves back`],
  [/^(鉴定|中止|停止计算) (.+)起 (\d+) 日不计，自顺延后的 (\S+) 起，届满日后移$/, (why = '', from = '', count = '', moved = '') => `${WHY[why] ?? why}: ${counted(count, '日')} from ${spans(from)} not counted, the end moves back from ${moved}, the day it had moved to`],
  [/^原期限自 (\S+) 起算，随原委派结束，不再计算；由另一组织接受，重新起算$/, (from = '') => `The term from ${from} ended with the referral before and is counted no more; another organisation accepted: counted anew`],
  [/^(\S+) 加入本案，法院首次收件 (\S+) 时不在案，能否视为起诉待确认，请在届满前向法院递交$/, (came = '', on = '') => `Joined the case on ${came}, not there when the court first received papers on ${on}: whether that counts as suing is to be confirmed, so hand the suit in to the court in time`],
  [/^法院首次收件 (\S+) 的材料已经退回，能否仍以那一天计算待确认，请在届满前向有管辖权的法院递交$/, (on = '') => `The papers the court first received on ${on} were given back: whether that day still counts is to be confirmed, so hand them in to the court that has jurisdiction in time`],
  [/^跳过放假：(.+)$/, (days = '') => `Holidays skipped: ${spans(days)}`],
  [/^跳过周末：(.+)$/, (days = '') => `Weekends skipped: ${spans(days)}`],
  [/^调休上班，照计：(.+)$/, (days = '') => `Working days instead of a holiday, counted: ${spans(days)}`],
  [/^名义届满 (\S+) 不是工作日，顺延至 (\S+)$/, (nominal = '', due = '') => `Nominal end ${nominal} is no working day: moves to ${due}`],
  [/^暂定：(\d+) 年放假安排尚未录入$/, (year = '') => `Provisional: the holidays of ${year} are not entered yet`],
  [/^(\S+) 24:00 届满$/, (due = '') => `Ends on ${due} at 24:00`],
  [/^各方同意延长 (\d+) 日，自(顺延后届满日|名义届满日) (\S+) 起算(?:（(.+)）)?$/, (count = '', base = '', from = '', law = '') => `Extended with everybody's consent by ${counted(count, '日')}, from ${BASES[base] ?? base}, ${from}${law ? ` (${inEnglish(law)})` : ''}`],
  [/^(\S+ \S+) 平台确认接受，自此起算（(.+)）$/, (at = '', law = '') => `Acceptance confirmed on the platform at ${at}: counted from then (${inEnglish(law)})`],
  [/^(\S+ \S+) 各方均同意由审判人员主持调解，自此起算（(.+)）$/, (at = '', law = '') => `All parties had agreed that a judge presides at ${at}: counted from then (${inEnglish(law)})`],
  [/^材料签收 (\S+)，仅供对照（(.+)）$/, (on = '', law = '') => `Papers signed for on ${on}, for comparison only (${inEnglish(law)})`],
  [/^(\S+ \S+条)没有定期限，(\d+) 日内决定是本系统的提醒$/, (law = '', count = '') => `${inEnglish(law)} sets no period: deciding within ${counted(count, '日')} is a reminder of this system`],
  [/^调解组织收件 (\S+)，不是向法院递交，起诉期限照常计算$/, (on = '') => `Received by the organisation on ${on}: that is not handing in at the court, the time to sue runs on`],
  [/^法院首次收件 (\S+) 早于收到裁决，能否视为起诉待确认，请在届满前向法院递交$/, (on = '') => `First received by the court on ${on}, before the award: whether that counts as suing is to be confirmed, so hand the suit in to the court before the end`],
  [/^法院首次收件 (\S+)，按 (.+) 视为起诉材料提交之日$/, (on = '', law = '') => `First received by the court on ${on}: counts as the day of suing (${inEnglish(law)})`],
  [/^(\S+) 交邮，期满前交邮的不算过期（(.+)）$/, (on = '', law = '') => `Posted on ${on}: what is posted before the end is in time (${inEnglish(law)})`],
  [
    /^(\S+ \S+) 申请调解有首次收件凭证，可以作为时效中断的证据（(.+)）；认定中断的，自 (\S+) 重新计算一年。是否中断由仲裁委员会或者法院认定（待确认），请按未中断的日期准备$/,
    (at = '', law = '', anew = '') => `The first receipt of ${at} shows that mediation was asked for, which may interrupt the limitation (${inEnglish(law)}); if so, a year runs anew from ${anew}. Commission or court decides (to be confirmed): prepare for the date without it`,
  ],
]

/** A line of a working in English; one that is not known stays as it is. */
export function workingInEnglish(line: string): string {
  for (const [written, told] of LINES) {
    const found = written.exec(line)
    if (found) return told(...found.slice(1))
  }
  return line
}
