import { Anchor, Button, Code, CopyButton, Stack, Text } from '@mantine/core'
import { Link } from '@remix-run/react'
import { Empty } from './empty.tsx'
import { CircleCheckIcon, InboxIcon, SearchIcon } from './icons.ts'

interface Props {
  view: string
  filtered: boolean
  mailbox: string | null
  smtp: { host: string; port: number }
}

/** Why a list is empty, and what to do: on a new desk, the command that sends the first mail. */
export function NoTickets({ view, filtered, mailbox, smtp }: Props) {
  if (filtered)
    return (
      <Empty icon={SearchIcon} title="Nothing fits">
        No ticket fits these filters.{' '}
        <Anchor component={Link} to="/tickets" underline="always">
          Show all open tickets
        </Anchor>
      </Empty>
    )
  if (view !== 'open')
    return (
      <Empty icon={CircleCheckIcon} title="Nothing here">
        {words[view]}{' '}
        <Anchor component={Link} to="/tickets" underline="always">
          See all open tickets
        </Anchor>
      </Empty>
    )
  return (
    <Empty icon={InboxIcon} title="No open tickets">
      {mailbox ? (
        <SendOne mailbox={mailbox} smtp={smtp} />
      ) : (
        'Create a mailbox under Teams, so that mail has somewhere to go.'
      )}
    </Empty>
  )
}

const words: Record<string, string> = {
  mine: 'No open ticket is assigned to you.',
  unassigned: 'Every open ticket has somebody who takes care of it.',
  waiting: 'No ticket waits for anybody.',
  resolved: 'No ticket has been resolved yet.',
}

function SendOne({ mailbox, smtp }: { mailbox: string; smtp: Props['smtp'] }) {
  const command = `printf 'Subject: Hello\\n\\nMy first ticket.\\n' | curl smtp://${smtp.host}:${smtp.port} --mail-from me@example.com --mail-rcpt ${mailbox} -T -`
  return (
    <Stack gap="sm" align="center">
      <Text>
        Mail to <b>{mailbox}</b> opens one, and this page shows it at once. Try it from a terminal:
      </Text>
      <Code block ta="left" maw="100%">
        {command}
      </Code>
      <CopyButton value={command}>
        {({ copied, copy }) => (
          <Button size="xs" variant="light" onClick={copy}>
            {copied ? 'Copied' : 'Copy the command'}
          </Button>
        )}
      </CopyButton>
    </Stack>
  )
}
