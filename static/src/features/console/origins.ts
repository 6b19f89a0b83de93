/** Where a mediator or a party comes from; it decides who may mediate between whom. */

import type { Origin } from '@/api/types'

export const ORIGINS: readonly Origin[] = ['mainland', 'hong_kong_macao', 'taiwan', 'foreign']
