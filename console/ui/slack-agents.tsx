import { Group, Stack, Text, Title } from '@mantine/core'
import type { SlackPage } from '#console/slack-page.ts'
import { Card } from './page.tsx'
import { SlackAct } from './slack-act.tsx'

/** Which agents act in Slack, and as whom. */
export function SlackAgents({ page }: { page: SlackPage }) {
  const missing = page.agents.filter(({ account }) => !account)
  const linked = page.agents.flatMap(({ account, ...agent }) =>
    account ? [{ ...agent, account }] : [],
  )
  return (
    <Card padded>
      <Title order={2}>People</Title>
      <Text size="sm" c="dimmed" mb="xs">
        An agent whose address here is the one in Slack is known there from their first click on.
        Others open the Home of the app in Slack and press “Connect your account”.
      </Text>
      <Stack gap="xs">
        {linked.map(({ id, name, account }) => (
          <Group key={`${id} ${account.workspaceId}`} gap="sm" className="desk-line">
            <Text size="sm">
              {name}
              <Text span c="dimmed" inherit>
                {' '}
                as {account.name} in {account.workspace}
              </Text>
            </Text>
            {page.isAdmin && (
              <SlackAct
                intent="disconnect"
                fields={{ workspaceId: account.workspaceId, userId: account.userId }}
                label="Disconnect"
                about={`${name} in ${account.workspace}`}
              />
            )}
          </Group>
        ))}
        {missing.length > 0 && (
          <Text size="sm">Not connected: {missing.map(({ name }) => name).join(', ')}</Text>
        )}
      </Stack>
    </Card>
  )
}
