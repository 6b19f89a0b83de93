/** Sides in words: their names, or the first of many and how many they are. */

import type { TextKey } from '@/locales'

import { grouped, type NamedSide } from './parties'

type Say = (key: TextKey, named?: Record<string, unknown>) => string

export const crowd = ({ name, count }: Pick<NamedSide, 'name' | 'count'>, t: Say): string =>
  (count > 1 ? t('console.case.crowd', { name, n: count }) : name)

/** Applicant and respondent, as the title of a case joins them. */
export const sidesOf = (title: string, t: Say): readonly string[] =>
  title.split(' 与 ').map(names => crowd(grouped(names), t))
