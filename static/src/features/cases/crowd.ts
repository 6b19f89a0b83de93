/** A side in words: its name, or the first of many and how many they are. */

import type { useText } from '@/locales'

import type { Side } from './parties'

export const crowd = ({ name, count }: Pick<Side, 'name' | 'count'>, t: ReturnType<typeof useText>['t']): string =>
  (count > 1 ? t('console.case.crowd', { name, n: count }) : name)
