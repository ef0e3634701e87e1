import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { orNotFound, parseOr404 } from '#console/answer.ts'
import { mailNumber } from '#console/ids.ts'
import { requireAgent } from '#console/require-agent.ts'
import { read } from '#core/app.ts'
import { readRawMail } from '#core/mails/find.ts'

const Params = z.object({ id: mailNumber })

/** The mail byte for byte, to be saved and never shown: it is whatever its sender made it. */
export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { id } = parseOr404(Params, params)
  const raw = await orNotFound(() => read(context.app, agent, (db) => readRawMail(db, id)))
  return new Response(new Uint8Array(raw), {
    headers: {
      'Content-Type': 'message/rfc822',
      'Content-Disposition': `attachment; filename="mail-${id}.eml"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
    },
  })
}
