import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { orNotFound, parseOr404 } from '#console/answer.ts'
import { macroNumber, ticketNumber } from '#console/ids.ts'
import { requireAgent } from '#console/require-agent.ts'
import { read } from '#core/app.ts'
import { previewMacro } from '#core/macros/preview.ts'

const Params = z.object({ id: ticketNumber, macro: macroNumber })

/** What a macro would say and do on a ticket, for the dialog that asks whether it should. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { id, macro } = parseOr404(Params, params)
  return orNotFound(() => read(context.app, agent, (db) => previewMacro(db, agent, id, macro)))
}
