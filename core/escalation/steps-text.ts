import type { Reader } from '#core/app.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import { refuse } from '#core/refusal.ts'
import { minutesFromText, minutesInWords } from '#core/sla/targets.ts'
import type { Step, Target } from './ladder.ts'

/**
 * Steps as people write them, a line each: `30 m: lead, role admin, #ops, ana@example.com`. Refuses a line that cannot
 * be read; whether the steps are a ladder is looked at by whoever keeps them.
 */
export async function stepsFromText(db: Reader, text: string): Promise<unknown[]> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return Promise.all(
    lines.map(async (line) => {
      const [, after = '', whom = ''] = /^([^:]+):(.+)$/.exec(line) ?? []
      const minutes = minutesFromText(after)
      if (minutes === undefined)
        refuse('wrong-input', {
          why: `“${line}” cannot be read. Write when and whom, like “30 m: lead, #ops”.`,
        })
      return {
        after: minutes,
        targets: await Promise.all(whom.split(',').map((one) => targetFrom(db, one.trim()))),
      }
    }),
  )
}

async function targetFrom(db: Reader, given: string): Promise<object> {
  if (given.startsWith('#')) return { to: 'channel', channel: given }
  if (given.includes('@')) return { to: 'person', person: await whichAgent(db, given) }
  const [, role] = /^role\s+(\w+)$/i.exec(given) ?? []
  return role ? { to: 'role', role: role.toLowerCase() } : { to: given.toLowerCase() }
}

/** The same back. @param addressOf people; who has none is shown by their number */
export function stepsInText(
  steps: readonly Step[],
  addressOf: (person: number) => string | null | undefined,
): string {
  return steps
    .map(({ after, targets }) => {
      const whom = targets.map((target) => targetInText(target, addressOf)).join(', ')
      return `${minutesInWords(after)}: ${whom}`
    })
    .join('\n')
}

function targetInText(
  target: Target,
  addressOf: (person: number) => string | null | undefined,
): string {
  if (target.to === 'person') return addressOf(target.person) ?? `person ${target.person}`
  if (target.to === 'channel') return target.channel
  return target.to === 'role' ? `role ${target.role}` : target.to
}
