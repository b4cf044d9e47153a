import type { Answers } from '../../../engine/pathway/entry.ts'

/** How high somebody saw the risk, and what they heard or saw of the child's days. Nobody and nothing in it is real. */
export function asSeen(level: 'low' | 'medium' | 'high' | 'very-high' | 'not-known', life: string): Answers {
  return { 'level-of-risk': level, 'life-day-to-day': life }
}
