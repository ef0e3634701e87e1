import type { Work } from '#core/app.ts'
import { record } from '#core/timeline.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** Who looks at a sensitive ticket is part of its audit trail. Called by whatever shows one. */
export async function recordView(work: Work, id: TicketId): Promise<void> {
  await record(work, id, 'viewed')
}
