/** Articles of law as the server names them, 在线调解规则 第二十四条第二款, for who reads English. */
import { useText } from './index'

/** The names the rules use; a name that is not here stays as it is, for it can be looked up under no other. */
const NAMES: Readonly<Record<string, string>> = {
  '人民法院在线调解规则': 'Online Mediation Rules',
  '在线调解规则': 'Online Mediation Rules',
  '洛中法〔2023〕4号': 'Luoyang Intermediate Court [2023] No. 4',
  '劳动争议调解仲裁法': 'Labour Dispute Mediation and Arbitration Law',
  '劳动人事争议仲裁办案规则': 'Labour Arbitration Rules',
  '特邀调解规定': 'Invited Mediation Provisions',
  '人民调解法': 'People\'s Mediation Law',
  '民事诉讼法': 'Civil Procedure Law',
  '民诉法解释': 'Interpretation of the Civil Procedure Law',
  '法释〔2020〕26号': 'Judicial Interpretation [2020] No. 26',
}
const ARTICLE = /^(.+?)\s*第([一二三四五六七八九十百]+)条(?:第([一二三四五六七八九十]+)款)?$/
const DIGITS = '零一二三四五六七八九'

/** 二百四十六 as 246; law has no article beyond the hundreds that is counted from here. */
export function numberOf(written: string): number {
  let [whole, digit] = [0, 0]
  for (const sign of written) {
    const unit = { 十: 10, 百: 100 }[sign]
    if (unit === undefined) digit = DIGITS.indexOf(sign)
    else [whole, digit] = [whole + (digit || 1) * unit, 0]
  }
  return whole + digit
}

/** The article in English: "Online Mediation Rules, art. 24(2)". */
export function inEnglish(article: string): string {
  const [, law = '', number = '', paragraph] = ARTICLE.exec(article) ?? []
  const name = NAMES[law]
  if (name === undefined) return article
  return `${name}, art. ${numberOf(number)}${paragraph ? `(${numberOf(paragraph)})` : ''}`
}

export function useArticles() {
  const { language } = useText()
  return { articleWords: (article: string): string => (language.value === 'en' ? inEnglish(article) : article) }
}
