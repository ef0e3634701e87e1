import { Anchor, Table, Text } from '@mantine/core'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orNotFound } from '#console/answer.ts'
import { requireAgent } from '#console/require-agent.ts'
import { Empty } from '#console/ui/empty.tsx'
import { MailForwardIcon } from '#console/ui/icons.ts'
import { Ledger, StateFilter } from '#console/ui/ledger.tsx'
import { LedgerState } from '#console/ui/ledger-state.tsx'
import { useLive } from '#console/ui/live.tsx'
import { Page } from '#console/ui/page.tsx'
import { Pager } from '#console/ui/pager.tsx'
import { When } from '#console/ui/when.tsx'
import { outboundStateWords } from '#console/ui/words.ts'
import { read } from '#core/app.ts'
import { findOutbound } from '#core/mails/find.ts'
import { outboundState } from '#db/schema/enums.ts'

const Search = z.object({
  state: z.enum(outboundState.enumValues).optional().catch(undefined),
  cursor: z.string().max(20).optional().catch(undefined),
})

export const meta: MetaFunction = () => [{ title: 'Outbox · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const search = Search.parse(Object.fromEntries(new URL(request.url).searchParams))
  return orNotFound(async () => {
    const { items, next } = await read(context.app, agent, (db) => findOutbound(db, search))
    const rows = items.map(
      ({ id, ticketId, to, cc, state, attempts, reason, notBefore, sentAt }) => ({
        ...{ id, ticketId, state, attempts, reason },
        to: [...to, ...cc].join(', '),
        at: sentAt ?? notBefore,
      }),
    )
    return { search, next, rows }
  })
}

export default function Outbox() {
  const { search, rows, next } = useLoaderData<typeof loader>()
  useLive(() => true)
  return (
    <Page title="Outbox" aside={<StateFilter state={search.state} words={outboundStateWords} />}>
      {rows.length === 0 ? (
        <Empty
          icon={MailForwardIcon}
          title={search.state ? 'No mail is in this state' : 'Nothing sent yet'}
        >
          Every reply stands here from the moment it is written, with how its mail fares.
        </Empty>
      ) : (
        <Ledger
          label="Outgoing mail"
          columns={['Leaves or left', 'Ticket', 'To', 'State', 'Attempts']}
        >
          {rows.map((mail) => (
            <Table.Tr key={mail.id}>
              <Table.Td>
                <When at={mail.at} />
              </Table.Td>
              <Table.Td>
                <Anchor component={Link} to={`/tickets/${mail.ticketId}`}>
                  #{mail.ticketId}
                </Anchor>
              </Table.Td>
              <Table.Td className="desk-words">{mail.to}</Table.Td>
              <Table.Td className="desk-words">
                <LedgerState state={mail.state} />
                <Text size="xs" c="dimmed">
                  {mail.reason}
                </Text>
              </Table.Td>
              <Table.Td>{mail.attempts}</Table.Td>
            </Table.Tr>
          ))}
        </Ledger>
      )}
      <Pager next={next} first={!search.cursor} />
    </Page>
  )
}
