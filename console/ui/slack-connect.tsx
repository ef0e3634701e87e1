import { Button, Group, List, Text } from '@mantine/core'
import type { SlackPage } from '#console/slack-page.ts'

export function Connect({ page }: { page: SlackPage }) {
  if (page.installs && page.on)
    return (
      <Group>
        {page.isAdmin ? (
          <Button component="a" href="/slack/install" size="xs">
            Add to Slack
          </Button>
        ) : (
          <Text size="sm">Only admins add workspaces. Ask one.</Text>
        )}
      </Group>
    )
  return (
    <List size="sm">
      <List.Item>
        One workspace: with SLACK_BOT_TOKEN the desk connects it by itself when it starts.
      </List.Item>
      <List.Item>
        Several: set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET in its place, and “Add to Slack” stands
        here.
      </List.Item>
    </List>
  )
}
