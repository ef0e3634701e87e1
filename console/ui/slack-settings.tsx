import { Badge, Code, Group, Stack, Text } from '@mantine/core'
import type { SlackPage } from '#console/slack-page.ts'

type Name = keyof SlackPage['settings']

const places: Record<Name, string> = {
  SLACK_SIGNING_SECRET: 'Basic Information → Signing Secret',
  SLACK_APP_TOKEN: 'Basic Information → App-Level Tokens, with connections:write',
  SLACK_BOT_TOKEN: 'OAuth & Permissions → Bot User OAuth Token',
  SLACK_CLIENT_ID: 'Basic Information → Client ID',
  SLACK_CLIENT_SECRET: 'Basic Information → Client Secret',
}

/** Which settings the chosen way needs, where Slack shows each, and which of them the desk has. */
export function SlackSettings({ page, way }: { page: SlackPage; way: 'http' | 'socket' }) {
  const { settings, installs } = page
  const speaks: Name[] = installs ? ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'] : ['SLACK_BOT_TOKEN']
  const needed: Name[] = [way === 'http' ? 'SLACK_SIGNING_SECRET' : 'SLACK_APP_TOKEN', ...speaks]
  return (
    <Stack gap="xs">
      {needed.map((name) => (
        <Group key={name} gap="xs">
          <Badge variant="light" color={settings[name] ? 'teal' : 'yellow'} className="desk-badge">
            {settings[name] ? 'Set' : 'Missing'}
          </Badge>
          <Code>{name}</Code>
          <Text size="sm" c="dimmed">
            {places[name]}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}
