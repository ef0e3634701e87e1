import { ActionIcon, Anchor, Badge, Group, Switch } from '@mantine/core'
import { Link, useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import type { RuleIntent } from '#console/routes/_desk.settings.rules._index.tsx'
import { ArrowDownIcon, ArrowUpIcon, TrashIcon } from './icons.ts'
import { useToast } from './toast.ts'

const scopeWords: Record<string, string> = {
  create: 'on opening',
  update: 'on changes',
  time: 'by the clock',
}

interface Props {
  rule: {
    id: number
    name: string
    team: string | null
    enabled: boolean
    scope: string
    mine: boolean
  }
  order: number[]
  place: number
}

/** A rule of the list: on or off, and its place, which the arrows change. */
export function RuleRow({ rule: { id, name, team, enabled, scope, mine }, order, place }: Props) {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  const act = (intent: RuleIntent) =>
    fetcher.submit(JSON.stringify(intent), {
      method: 'post',
      action: '/settings/rules?index',
      encType: 'application/json',
    })
  const swap = (other: number) => {
    const beside = order[other]
    if (beside !== undefined)
      act({ intent: 'order', rules: other < place ? [id, beside] : [beside, id] })
  }
  const busy = fetcher.state !== 'idle'
  return (
    <Group
      component="li"
      px="md"
      py={8}
      gap="sm"
      style={{ borderTop: place > 0 ? '1px solid var(--mantine-color-default-border)' : undefined }}
    >
      <Switch
        size="xs"
        aria-label={`“${name}” is on`}
        checked={enabled}
        disabled={!mine || busy}
        onChange={(event) => act({ intent: 'switch', rule: id, on: event.currentTarget.checked })}
      />
      <div style={{ flex: 1, minWidth: 120 }} className="desk-words">
        {mine ? (
          <Anchor component={Link} to={`/settings/rules/${id}`} underline="always" size="sm">
            {name}
          </Anchor>
        ) : (
          name
        )}
      </div>
      <Badge variant="light" color="gray" className="desk-badge">
        {scopeWords[scope] ?? scope}
      </Badge>
      <Badge variant="light" color="gray" className="desk-badge">
        {team ?? 'every team'}
      </Badge>
      {mine && (
        <Group gap={2}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Ask “${name}” earlier`}
            disabled={busy || place === 0}
            onClick={() => swap(place - 1)}
          >
            <ArrowUpIcon size={15} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Ask “${name}” later`}
            disabled={busy || place === order.length - 1}
            onClick={() => swap(place + 1)}
          >
            <ArrowDownIcon size={15} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Delete “${name}”`}
            disabled={busy}
            onClick={() => act({ intent: 'delete', rule: id })}
          >
            <TrashIcon size={15} />
          </ActionIcon>
        </Group>
      )}
    </Group>
  )
}
