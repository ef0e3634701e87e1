import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData, useNavigate } from '@remix-run/react'
import { z } from 'zod'
import { orExplain, orNotFound, parseOr404 } from '#console/answer.ts'
import { ticketNumber } from '#console/ids.ts'
import { requireAgent } from '#console/require-agent.ts'
import { sentJson } from '#console/sent.ts'
import { changeTicketPage, Intent, isVisible } from '#console/ticket-actions.ts'
import { readTicketPage } from '#console/ticket-page.ts'
import { useAct } from '#console/ui/act.ts'
import { Announce } from '#console/ui/announce.tsx'
import { Composer, focusComposer } from '#console/ui/composer.tsx'
import { Conversation } from '#console/ui/conversation.tsx'
import { useDraft } from '#console/ui/draft.ts'
import { useKeys } from '#console/ui/keys.ts'
import { useLive } from '#console/ui/live.tsx'
import { useDesk } from '#console/ui/navigation.tsx'
import { TicketHead } from '#console/ui/ticket-head.tsx'
import styles from '#console/ui/ticket-page.module.css'
import { TicketPanel } from '#console/ui/ticket-panel.tsx'

const Params = z.object({ id: ticketNumber })
const Shown = z.coerce.number().int().min(50).max(2000).catch(50)

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `#${data.ticket.id} ${data.ticket.subject} · Deskwire` : 'Ticket · Deskwire' },
]

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { id } = parseOr404(Params, params)
  const latest = Shown.parse(new URL(request.url).searchParams.get('show'))
  return orNotFound(() => readTicketPage(context, agent, id, latest))
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { id } = parseOr404(Params, params)
  const answer = await orExplain(async () =>
    changeTicketPage(context, agent, id, Intent.parse(await sentJson(request))),
  )
  // Deleted, or handed to a team that one does not belong to: there is nothing left to look at.
  if (answer.data.ok && !(await isVisible(context, agent, id))) return redirect('/tickets')
  return answer
}

export default function Ticket() {
  const page = useLoaderData<typeof loader>()
  const { ticket, messages } = page
  const me = useDesk()?.agent.id ?? 0
  const draft = useDraft(me, ticket.id)
  const { act } = useAct(ticket.id)
  const navigate = useNavigate()
  useLive((changed) => changed === ticket.id)
  useKeys({
    r: () => focusComposer(() => draft.change({ kind: 'reply' })),
    n: () => focusComposer(() => draft.change({ kind: 'note' })),
    c: () => act({ intent: 'claim' }),
    e: () => act({ intent: 'status', to: 'resolved' }),
    a: () => document.querySelector<HTMLElement>('#assignee')?.focus(),
    u: () => navigate('/tickets'),
  })
  const last = messages.at(-1)
  return (
    <div className={styles.page}>
      <Announce sentence={last ? `Latest message from ${last.author ?? last.address}` : ''} />
      <div className={styles.main}>
        <TicketHead ticket={ticket} />
        <Conversation
          page={page}
          onUndone={(text) => draft.change({ kind: 'reply', reply: text })}
        />
        <Composer key={ticket.id} page={page} draft={draft} />
      </div>
      <TicketPanel page={page} />
    </div>
  )
}
