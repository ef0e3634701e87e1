import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orExplain } from '#console/answer.ts'
import { id } from '#console/ids.ts'
import { requireAgent, requireRole } from '#console/require-agent.ts'
import { sentJson } from '#console/sent.ts'
import { Empty } from '#console/ui/empty.tsx'
import { RouteIcon } from '#console/ui/icons.ts'
import { Card, Page } from '#console/ui/page.tsx'
import { RuleRow } from '#console/ui/rule-row.tsx'
import { perform, read } from '#core/app.ts'
import { findRules } from '#core/routing/rule-find.ts'
import { changeRule, deleteRule } from '#core/routing/rule-keep.ts'
import { orderRules } from '#core/routing/rule-order.ts'
import type { RuleId } from '#db/schema/columns.ts'

const Intent = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('switch'), rule: id<RuleId>(), on: z.boolean() }),
  z.strictObject({ intent: z.literal('order'), rules: z.array(id<RuleId>()).max(1000) }),
  z.strictObject({ intent: z.literal('delete'), rule: id<RuleId>() }),
])
export type RuleIntent = z.input<typeof Intent>

export const meta: MetaFunction = () => [{ title: 'Rules · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const rules = await read(context.app, agent, findRules)
  const mayKeep = (teamId: number | null) =>
    agent.role === 'admin' ||
    (agent.role === 'manager' && agent.teamIds.some((own) => own === teamId))
  return {
    mayAdd: agent.role === 'admin' || agent.role === 'manager',
    rules: rules.map(({ id, name, team, teamId, enabled, definition }) => ({
      id,
      name,
      team,
      enabled,
      scope: definition.scope,
      mine: mayKeep(teamId),
    })),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  return orExplain(async () => {
    const asked = Intent.parse(await sentJson(request))
    await perform(context.app, agent, async (work) => {
      if (asked.intent === 'order') await orderRules(work, asked.rules)
      else if (asked.intent === 'delete') await deleteRule(work, asked.rule)
      else await changeRule(work, asked.rule, { enabled: asked.on })
    })
    const said = { switch: 'Saved.', order: 'The order is kept.', delete: 'The rule is gone.' }
    return { ok: true, said: said[asked.intent] }
  })
}

export default function Rules() {
  const { rules, mayAdd } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Rules"
      aside={
        mayAdd && (
          <Group gap="sm">
            <Anchor component={Link} to="/settings/rules/back-test" underline="always">
              Back-test
            </Anchor>
            <Button component={Link} to="/settings/rules/new" size="xs">
              New rule
            </Button>
          </Group>
        )
      }
    >
      {rules.length === 0 ? (
        <Empty icon={RouteIcon} title="No rules yet">
          Rules look at tickets and do by themselves what you would do by hand: hand them to a team,
          set a priority, add a tag.
        </Empty>
      ) : (
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            Rules are asked from the top; each sees what those before it have done.
          </Text>
          <Card>
            <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {rules.map((rule, place) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  order={rules.map(({ id }) => id)}
                  place={place}
                />
              ))}
            </ol>
          </Card>
        </Stack>
      )}
    </Page>
  )
}
