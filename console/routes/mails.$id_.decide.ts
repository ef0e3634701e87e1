import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { orExplain, parseOr404 } from '#console/answer.ts'
import { mailNumber } from '#console/ids.ts'
import { requireAgent } from '#console/require-agent.ts'
import { sentJson } from '#console/sent.ts'
import { perform } from '#core/app.ts'
import { decideMail } from '#core/mails/decide.ts'
import { mailDecision, mailState } from '#db/schema/enums.ts'

const Params = z.object({ id: mailNumber })
const Decision = z.strictObject({
  decision: z.enum([...mailDecision.enumValues, 'spam']),
  block: z.enum(['address', 'domain']).optional(),
  seen: z.enum(mailState.enumValues),
})

const said = {
  admit: 'It is being read again.',
  join: 'It goes into its ticket.',
  open: 'It gets a ticket of its own.',
  spam: 'It is spam.',
} as const

export async function action({ params, context, request }: ActionFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { id } = parseOr404(Params, params)
  return orExplain(async () => {
    const { decision, ...options } = Decision.parse(await sentJson(request))
    await perform(context.app, agent, (work) => decideMail(work, id, decision, options))
    return { ok: true, said: said[decision] }
  })
}
