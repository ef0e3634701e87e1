import { Alert, Badge, Code, Group, Stack, Text, Title } from '@mantine/core'
import type { SlackPage } from '#console/slack-page.ts'
import { Card } from './page.tsx'
import { When } from './when.tsx'

type Workspace = SlackPage['workspaces'][number]

/** The workspaces that are connected, and those that were: what is allowed there, and what is missing. */
export function SlackWorkspaces({ page }: { page: SlackPage }) {
  return (
    <Card padded>
      <Title order={2} mb="xs">
        Workspaces
      </Title>
      <Stack>
        {page.workspaces.map((workspace) => (
          <One key={workspace.id} workspace={workspace} />
        ))}
      </Stack>
    </Card>
  )
}

function One({ workspace }: { workspace: Workspace }) {
  const { name, url, botUserId, scopes, missing, connectedAt, disconnectedAt, problem } = workspace
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text fw={600}>{name}</Text>
        <Badge variant="light" color={disconnectedAt ? 'red' : 'teal'} className="desk-badge">
          {disconnectedAt ? 'Disconnected' : 'Connected'}
        </Badge>
        <Text size="xs" c="dimmed">
          <When at={disconnectedAt ?? connectedAt} />
        </Text>
      </Group>
      <Text size="sm" c="dimmed" className="desk-words">
        {url} · bot <Code>{botUserId}</Code>
      </Text>
      {problem && (
        <Alert color="red" p="xs">
          {problem}
        </Alert>
      )}
      {!disconnectedAt && missing.length > 0 && (
        <Alert color="yellow" p="xs">
          <b>Permissions are missing.</b> Paste the manifest above under “App Manifest” of your app,
          then install the app again. Until then some of what the desk does in Slack fails:{' '}
          <Scopes names={missing} />
        </Alert>
      )}
      {!disconnectedAt && (
        <Text size="xs" c="dimmed">
          Granted: <Scopes names={scopes} />
        </Text>
      )}
    </Stack>
  )
}

function Scopes({ names }: { names: string[] }) {
  return <span className="desk-words">{names.join(', ')}</span>
}
