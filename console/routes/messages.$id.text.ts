import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { orNotFound, parseOr404 } from '#console/answer.ts'
import { messageNumber } from '#console/ids.ts'
import { requireAgent } from '#console/require-agent.ts'
import { perform } from '#core/app.ts'
import { readBody } from '#core/tickets/body.ts'
import { recordPartOfView } from '#core/tickets/view.ts'

const Params = z.object({ id: messageNumber })

/** What is folded away in a message, once somebody asks for it. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { id } = parseOr404(Params, params)
  return orNotFound(() =>
    perform(context.app, agent, async (work) => {
      const { text, sensitive, ticketId } = await readBody(work.tx, id)
      if (sensitive) await recordPartOfView(work, ticketId, agent.personId)
      return { text }
    }),
  )
}
