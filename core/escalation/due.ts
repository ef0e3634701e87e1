import { and, inArray } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { type BusinessHours, dueAfter } from '#core/sla/business-time.ts'
import type { EscalationId } from '#db/schema/columns.ts'
import type { escalations } from '#db/schema/escalation.ts'
import { versions } from '#db/schema/versions.ts'
import { type Step, stepsFrom, withoutLadder } from './ladder.ts'

export type Escalation = typeof escalations.$inferSelect

/** When a step is due; undefined: there is none. By hand the first is due at once, and the others keep their distance. */
export function dueAt(
  { startedAt, clockId }: Escalation,
  steps: readonly Step[],
  hours: BusinessHours | null,
  step: number,
): Date | undefined {
  const next = steps[step]
  if (clockId !== null) return next && dueAfter(hours, startedAt, next.after)
  if (step === 0) return next && startedAt // Open or not: somebody asks for it now.
  return next && dueAfter(hours, startedAt, next.after - (steps[0]?.after ?? 0))
}

export function askToClimb(work: Work, id: EscalationId, at: Date | undefined): void {
  if (!at) return
  work.enqueue('desk.climb', { escalation: id }, at > work.now ? { startAfter: at } : {})
}

/** The steps that escalations began with, whatever their ladders say now; one statement for all of them. */
export async function readSteps(db: Reader, climbed: readonly Escalation[]) {
  const ladders = climbed.filter(({ ladderId }) => ladderId !== null)
  const kept =
    ladders.length === 0
      ? []
      : await db
          .select()
          .from(versions)
          .where(
            and(
              inArray(versions.subject, [...new Set(ladders.map(subjectOf))]),
              inArray(versions.version, [
                ...new Set(ladders.flatMap(({ ladderVersion }) => ladderVersion ?? [])),
              ]),
            ),
          )
  return (escalation: Escalation): Step[] => {
    if (escalation.ladderId === null) return withoutLadder
    const { definition } =
      kept.find(
        ({ subject, version }) =>
          subject === subjectOf(escalation) && version === escalation.ladderVersion,
      ) ?? {}
    return stepsFrom((definition as { steps: unknown } | undefined)?.steps)
  }
}

function subjectOf({ ladderId }: Escalation): string {
  return `ladder:${ladderId}`
}
