import { untoldOf } from './back-test-time.ts'
import { factNamed } from './facts-by-name.ts'
import type { Rule } from './rule.ts'

/** What a back-test takes for granted, and what it leaves out, in sentences for whoever reads its outcome. */
export function assumedOf(rules: readonly Rule[]): string[] {
  const byTime = rules.filter(({ definition }) => definition.scope === 'time')
  const asked = byTime.filter((rule) => untoldOf(rule).length === 0)
  return [
    ...(asked.length > 0
      ? [
          `${asked.map(named).join(', ')}: asked as time went by, at each change of a ticket and whenever a limit of hours had run out. ` +
            'What really happened to it, by people or by the rules of then, is taken to have happened all the same, but for what these rules decide.',
        ]
      : []),
    ...byTime.flatMap((rule) => {
      const labels = untoldOf(rule).map((fact) => factNamed(fact).label)
      return labels.length > 0
        ? `${named(rule)} was not asked: what a ticket was then does not tell the ${labels.join(', the ')} at each moment.`
        : []
    }),
  ]
}

function named({ name }: Rule): string {
  return `“${name}”`
}
