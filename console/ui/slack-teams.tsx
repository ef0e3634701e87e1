import { Autocomplete, Button, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import type { Answer } from '#console/answer.ts'
import type { SlackPage } from '#console/slack-page.ts'
import { useHydrated } from './now.ts'
import { Card } from './page.tsx'
import { Refused } from './refused.tsx'
import { SlackAct } from './slack-act.tsx'
import { SlackTest } from './slack-test.tsx'
import { useToast } from './toast.ts'

type Team = SlackPage['teams'][number]

/** Where each team works in Slack, and how. */
export function SlackTeams({ page }: { page: SlackPage }) {
  const names = new Map(
    page.channels.map((channel) => [nameOf(channel, page.channels), channel.id]),
  )
  return (
    <Card padded>
      <Title order={2}>Channels of teams</Title>
      <Text size="sm" c="dimmed" mb="sm">
        Cards of a team’s tickets appear in its channel. Into a public one the bot lets itself in;
        into a private one invite it: /invite @Deskwire. Open tickets move there with the next thing
        that happens to them.
      </Text>
      <Stack gap="lg">
        {page.teams.map((team) => (
          <TeamRow key={team.id} team={team} names={names} />
        ))}
      </Stack>
    </Card>
  )
}

function TeamRow({ team, names }: { team: Team; names: ReadonlyMap<string, string> }) {
  const problem = team.channel ? team.problem : null
  return (
    <section aria-label={team.name}>
      <Title order={3} size="sm">
        {team.name}
      </Title>
      {team.isMine ? (
        <ChannelForm team={team} names={names} />
      ) : (
        <Text size="sm">{shown(team)}</Text>
      )}
      {problem && <Refused>{problem}</Refused>}
      {team.channel && (
        <Group gap="sm" mt="xs">
          {team.isMine && (
            <SlackAct
              intent="test"
              fields={{ teamId: team.id }}
              label="Send test card"
              about={team.name}
            />
          )}
          <SlackTest test={team.test} problem={problem} />
        </Group>
      )}
      {team.channel && <Replies team={team} />}
    </section>
  )
}

/** One that the desk knows is chosen by its name and kept by its id; any other is asked for as it is written. */
function ChannelForm({ team, names }: { team: Team; names: ReadonlyMap<string, string> }) {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  const [typed, setTyped] = useState(shown(team))
  const ready = useHydrated() // What was typed sooner would be shown, and another channel saved.
  return (
    <fetcher.Form method="post">
      <Group gap="xs" mt={4} align="flex-end">
        <input type="hidden" name="intent" value="channel" />
        <input type="hidden" name="teamId" value={team.id} />
        <input type="hidden" name="channel" value={names.get(typed) ?? typed} />
        <Autocomplete
          readOnly={!ready}
          size="xs"
          aria-label={`Channel of ${team.name}`}
          placeholder="#support"
          value={typed}
          onChange={setTyped}
          data={[...names.keys()]}
          limit={20}
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          loading={fetcher.state !== 'idle'}
          disabled={!ready}
        >
          Save
        </Button>
      </Group>
    </fetcher.Form>
  )
}

function Replies({ team }: { team: Team }) {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  return (
    <Switch
      mt="xs"
      size="sm"
      label="What agents write in a thread goes to the requester"
      description="Off: it is a note, and only what begins with ! is sent. On: what begins with // is a note."
      checked={team.repliesByDefault}
      disabled={!team.isMine || fetcher.state !== 'idle'}
      onChange={({ currentTarget: { checked } }) =>
        fetcher.submit(
          { intent: 'replies', teamId: team.id, on: String(checked) },
          { method: 'post' },
        )
      }
    />
  )
}

function shown({ channel, known }: Team): string {
  return known ? `#${known.name}` : (channel ?? '')
}

type Channels = SlackPage['channels']

/** Names are unique in a workspace alone. */
function nameOf({ name, workspace }: Channels[number], all: Channels): string {
  const isOne = all.filter((other) => other.name === name).length === 1
  return isOne ? `#${name}` : `#${name} in ${workspace}`
}
