/** What is due, in groups by urgency. */

import type { Task } from '@/api/types'

import { URGENCIES, urgencyOf, type Due, type Urgency } from '../terms/due'

/** As many as the server sends at most. */
export const MOST_TASKS = 200

export const dueOf = (task: Task): Due => ({ ...task, provisional: task.is_provisional })

/** The groups that hold something, the most urgent first; inside a group the order of the server stays. */
export function inGroups(tasks: readonly Task[], today: string): readonly [Urgency, readonly Task[]][] {
  return URGENCIES
    .map((urgency): [Urgency, Task[]] => [urgency, tasks.filter(task => urgencyOf(task, today) === urgency)])
    .filter(([, group]) => group.length > 0)
}
