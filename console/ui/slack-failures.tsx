import { Anchor, Stack, Table, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { SlackPage } from '#console/slack-page.ts'
import { Ledger } from './ledger.tsx'
import { SlackAct } from './slack-act.tsx'
import { When } from './when.tsx'

/** What Slack did not take, and what of Slack's could not be worked: with why, and another try. */
export function SlackFailures({ page }: { page: SlackPage }) {
  const { posts, events } = page.failed
  if (posts.length + events.length === 0) return null
  return (
    <Stack gap="xs">
      <Title order={2}>What failed</Title>
      {posts.length > 0 && (
        <Ledger label="Posts that Slack did not take" columns={['Ticket', 'Channel', 'Why', '']}>
          {posts.map(({ id, ticketId, channel, reason }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor component={Link} to={`/tickets/${ticketId}`}>
                  #{ticketId}
                </Anchor>
              </Table.Td>
              <Table.Td>#{channel}</Table.Td>
              <Table.Td className="desk-words">{reason}</Table.Td>
              <Table.Td>
                {page.isAdmin && (
                  <SlackAct
                    intent="post"
                    fields={{ id }}
                    label="Post again"
                    about={`ticket ${ticketId}`}
                  />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Ledger>
      )}
      {events.length > 0 && (
        <Ledger label="Events that failed" columns={['Told', 'What', 'Why', '']}>
          {events.map(({ id, receivedAt, kind, reason }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <When at={receivedAt} />
              </Table.Td>
              <Table.Td>{kind}</Table.Td>
              <Table.Td className="desk-words">
                <Text size="sm">{reason}</Text>
              </Table.Td>
              <Table.Td>
                {page.isAdmin && (
                  <SlackAct
                    intent="event"
                    fields={{ id }}
                    label="Work again"
                    about={`event ${id}`}
                  />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Ledger>
      )}
    </Stack>
  )
}
