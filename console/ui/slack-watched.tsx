import { Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import type { SlackPage } from '#console/slack-page.ts'
import { AddForm } from './add-form.tsx'
import { Card } from './page.tsx'
import { SlackAct } from './slack-act.tsx'

/** Channels in which each message is a ticket of a team. */
export function SlackWatched({ page }: { page: SlackPage }) {
  const { channels, teams } = page
  const watched = channels.filter(({ watchTeamId }) => watchTeamId !== null)
  const free = channels.filter((one) => one.watchTeamId === null && one.isMember && !one.isArchived)
  const mine = teams.filter(({ isMine }) => isMine)
  return (
    <Card padded>
      <Title order={2}>Watched channels</Title>
      <Text size="sm" c="dimmed" mb="xs">
        Each message in such a channel is a ticket of its team. The bot must be in it.
      </Text>
      <Stack gap="xs">
        {watched.length === 0 && <Text size="sm">No channel is watched.</Text>}
        {watched.map(({ workspaceId, id, name, workspace, watchTeamId, problem }) => {
          const team = teams.find((one) => one.id === watchTeamId)
          return (
            <Group key={`${workspaceId}/${id}`} gap="sm">
              <Text size="sm">
                #{name} in {workspace}, for {team?.name ?? 'a team'}
              </Text>
              {problem && (
                <Text size="sm" c="red">
                  {problem}
                </Text>
              )}
              {team?.isMine && (
                <SlackAct
                  intent="unwatch"
                  fields={{ workspaceId, channelId: id }}
                  label="Stop"
                  about={`watching #${name}`}
                />
              )}
            </Group>
          )
        })}
      </Stack>
      {mine.length > 0 && free.length > 0 && (
        <AddForm intent="watch" submit="Watch">
          <NativeSelect
            size="xs"
            name="place"
            aria-label="Channel to watch"
            data={free.map(({ workspaceId, id, name, workspace }) => ({
              value: `${workspaceId}/${id}`,
              label: `#${name} in ${workspace}`,
            }))}
          />
          <NativeSelect
            size="xs"
            name="teamId"
            aria-label="Team that is asked"
            data={mine.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        </AddForm>
      )}
    </Card>
  )
}
