import { ActionIcon, Anchor, Group, Switch, Table, Text, Title } from '@mantine/core'
import { Link, useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import type { SlaIntent } from '#console/routes/_desk.settings.sla._index.tsx'
import type { EditedPolicy } from '#console/sla-form.ts'
import type { PolicyRow } from '#core/sla/policies.ts'
import { ArrowDownIcon, ArrowUpIcon, TrashIcon } from './icons.ts'
import { Card } from './page.tsx'
import { prioritiesFromWorst, targetKeys } from './sla-words.ts'
import { useToast } from './toast.ts'
import { priorityWords } from './words.ts'

interface Listed extends Pick<PolicyRow, 'id' | 'name' | 'enabled' | 'team' | 'calendar'> {
  conditions: unknown
  promises: EditedPolicy['targets']
  mine: boolean
}

/** A policy of the list: what it promises, whether it holds, and its place, which the arrows change. */
export function SlaPolicyCard({
  policy,
  place,
  all,
}: {
  policy: Listed
  place: number
  all: readonly Listed[]
}) {
  const { name, team, calendar, conditions, enabled, mine } = policy
  return (
    <Card padded>
      <Group gap="xs" mb={4} justify="space-between" align="flex-start">
        <Title order={2} className="desk-words" style={{ flex: 1, minWidth: 160 }}>
          {name}
        </Title>
        {mine ? (
          <Acts policy={policy} place={place} all={all} />
        ) : (
          <Text size="sm" c="dimmed">
            {enabled ? 'On' : 'Off'}
          </Text>
        )}
      </Group>
      <Text size="sm" c="dimmed" className="desk-words">
        {team ? `For tickets of ${team.name}` : 'For every team’s tickets'}
        {conditions ? ' that fit its conditions' : ''}, counted by{' '}
        {calendar ? calendar.name : 'the team’s calendar'}.
      </Text>
      <Promises name={name} promises={policy.promises} />
    </Card>
  )
}

function Acts({
  policy: { id, name, enabled },
  place,
  all,
}: {
  policy: Listed
  place: number
  all: readonly Listed[]
}) {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  const busy = fetcher.state !== 'idle'
  const act = (intent: SlaIntent) =>
    fetcher.submit(JSON.stringify(intent), {
      method: 'post',
      action: '/settings/sla?index',
      encType: 'application/json',
    })
  const [earlier, later] = [all[place - 1], all[place + 1]]
  return (
    <Group gap="xs">
      <Switch
        size="xs"
        aria-label={`${name} is on`}
        checked={enabled}
        disabled={busy}
        onChange={({ currentTarget }) =>
          act({ intent: 'switch', policy: id, on: currentTarget.checked })
        }
      />
      <Anchor component={Link} to={`/settings/sla/${id}`} size="sm" aria-label={`Edit ${name}`}>
        Edit
      </Anchor>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Ask ${name} earlier`}
        disabled={busy || !earlier?.mine}
        onClick={() => earlier && act({ intent: 'order', policies: [id, earlier.id] })}
      >
        <ArrowUpIcon size={15} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Ask ${name} later`}
        disabled={busy || !later?.mine}
        onClick={() => later && act({ intent: 'order', policies: [later.id, id] })}
      >
        <ArrowDownIcon size={15} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove ${name}`}
        disabled={busy}
        onClick={() => act({ intent: 'remove', policy: id })}
      >
        <TrashIcon size={15} />
      </ActionIcon>
    </Group>
  )
}

function Promises({ name, promises }: { name: string; promises: Listed['promises'] }) {
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table horizontalSpacing={6} aria-label={`What ${name} promises`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Priority</Table.Th>
            {targetKeys.map(([key, words]) => (
              <Table.Th key={key}>{words}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {prioritiesFromWorst.map((priority) => (
            <Table.Tr key={priority}>
              <Table.Th scope="row">{priorityWords[priority]}</Table.Th>
              {targetKeys.map(([key]) => (
                <Table.Td key={key}>{promises[priority]?.[key] || '–'}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
