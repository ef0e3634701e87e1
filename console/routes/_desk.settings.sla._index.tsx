import { Button, Stack, Text } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orExplain } from '#console/answer.ts'
import { id } from '#console/ids.ts'
import { requireAgent, requireRole } from '#console/require-agent.ts'
import { sentJson } from '#console/sent.ts'
import { written } from '#console/sla-form.ts'
import { Empty } from '#console/ui/empty.tsx'
import { HourglassIcon } from '#console/ui/icons.ts'
import { Page } from '#console/ui/page.tsx'
import { SlaPolicyCard } from '#console/ui/sla-policy.tsx'
import { perform, read } from '#core/app.ts'
import { orderPolicies } from '#core/sla/order-policies.ts'
import { allPolicies, changePolicy, removePolicy } from '#core/sla/policies.ts'
import type { SlaPolicyId } from '#db/schema/columns.ts'

const Intent = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('switch'), policy: id<SlaPolicyId>(), on: z.boolean() }),
  z.strictObject({ intent: z.literal('order'), policies: z.array(id<SlaPolicyId>()).max(1000) }),
  z.strictObject({ intent: z.literal('remove'), policy: id<SlaPolicyId>() }),
])
export type SlaIntent = z.input<typeof Intent>

export const meta: MetaFunction = () => [{ title: 'SLA · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { role, teamIds } = agent
  const policies = await read(context.app, agent, allPolicies)
  return {
    mayAdd: role === 'admin' || role === 'manager',
    policies: policies.map(({ targets, ...policy }) => ({
      ...policy,
      promises: written(targets),
      mine:
        role === 'admin' ||
        (role === 'manager' && policy.team !== null && teamIds.includes(policy.team.id)),
    })),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  return orExplain(async () => {
    const asked = Intent.parse(await sentJson(request))
    await perform(context.app, agent, async (work) => {
      if (asked.intent === 'order') await orderPolicies(work, asked.policies)
      else if (asked.intent === 'remove') await removePolicy(work, asked.policy)
      else await changePolicy(work, asked.policy, { enabled: asked.on })
    })
    const switched =
      asked.intent === 'switch' && asked.on ? 'It holds from now on.' : 'It holds no more.'
    const said = { switch: switched, order: 'The order is kept.', remove: 'The policy is gone.' }
    return { ok: true, said: said[asked.intent] }
  })
}

export default function Sla() {
  const { policies, mayAdd } = useLoaderData<typeof loader>()
  const add = mayAdd && (
    <Button component={Link} to="/settings/sla/new" size="xs">
      New policy
    </Button>
  )
  if (policies.length === 0)
    return (
      <Page title="SLA" aside={add}>
        <Empty icon={HourglassIcon} title="Nothing is promised">
          An SLA policy says how soon requesters are answered and their tickets resolved. Clocks
          count it down, and the desk warns while there is still time.
        </Empty>
      </Page>
    )
  return (
    <Page title="SLA" aside={add}>
      <Stack>
        <Text size="sm" c="dimmed">
          Policies are asked from the top: the first that is on and fits a ticket holds for it.
        </Text>
        {policies.map((policy, place) => (
          <SlaPolicyCard key={policy.id} policy={policy} place={place} all={policies} />
        ))}
      </Stack>
    </Page>
  )
}
