import { Anchor, Table, Text } from '@mantine/core'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orNotFound } from '#console/answer.ts'
import { shownMail } from '#console/mail-pages.ts'
import { requireAgent } from '#console/require-agent.ts'
import { Decide, useDecide } from '#console/ui/decide.tsx'
import { Empty } from '#console/ui/empty.tsx'
import { MailIcon } from '#console/ui/icons.ts'
import { Ledger, StateFilter } from '#console/ui/ledger.tsx'
import { LedgerState } from '#console/ui/ledger-state.tsx'
import { useLive } from '#console/ui/live.tsx'
import { Page } from '#console/ui/page.tsx'
import { Pager } from '#console/ui/pager.tsx'
import { Replay } from '#console/ui/replay.tsx'
import { When } from '#console/ui/when.tsx'
import { mailStateWords } from '#console/ui/words.ts'
import { read } from '#core/app.ts'
import { findMails } from '#core/mails/find.ts'
import { mailState } from '#db/schema/enums.ts'

const Search = z.object({
  state: z.enum(mailState.enumValues).optional().catch(undefined),
  cursor: z.string().max(20).optional().catch(undefined),
})

export const meta: MetaFunction = () => [{ title: 'Incoming mail · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const search = Search.parse(Object.fromEntries(new URL(request.url).searchParams))
  return orNotFound(async () => {
    const { items, next } = await read(context.app, agent, (db) => findMails(db, search))
    return { search, next, rows: items.map(shownMail), mayChange: agent.role !== 'auditor' }
  })
}

export default function Mails() {
  const { search, rows, next, mayChange } = useLoaderData<typeof loader>()
  const deciding = useDecide()
  useLive(() => true)
  return (
    <Page title="Incoming mail" aside={<StateFilter state={search.state} words={mailStateWords} />}>
      {rows.length === 0 ? (
        <Empty icon={MailIcon} title={search.state ? 'No mail ended like this' : 'No mail yet'}>
          Every mail that was accepted stands here, with what became of it and why.
        </Empty>
      ) : (
        <Ledger
          label="Incoming mail"
          columns={['Received', 'From', 'Subject', 'What became of it', 'Actions']}
        >
          {rows.map((mail) => (
            <Table.Tr key={mail.id}>
              <Table.Td>
                <When at={mail.receivedAt} />
              </Table.Td>
              <Table.Td className="desk-words">
                {mail.from}
                <Text size="xs" c="dimmed">
                  to {mail.to}
                </Text>
              </Table.Td>
              <Table.Td className="desk-words">
                <Anchor component={Link} to={`/mails/${mail.id}`}>
                  {mail.subject || `Mail ${mail.id}`}
                </Anchor>
              </Table.Td>
              <Table.Td className="desk-words">
                <LedgerState state={mail.state} />{' '}
                {mail.ticketId && (
                  <Anchor component={Link} to={`/tickets/${mail.ticketId}`}>
                    #{mail.ticketId}
                  </Anchor>
                )}
                <Text size="xs" c="dimmed">
                  {mail.reason}
                </Text>
              </Table.Td>
              <Table.Td>
                {mayChange &&
                  (mail.state === 'held' || mail.state === 'spam' ? (
                    <Decide mail={mail} {...deciding} />
                  ) : (
                    mail.replayable && <Replay mail={mail.id} />
                  ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Ledger>
      )}
      <Pager next={next} first={!search.cursor} />
    </Page>
  )
}
