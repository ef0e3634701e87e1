import { Anchor, Stack, Text } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, redirect, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orNotFound, parseOr404 } from '#console/answer.ts'
import { policyNumber } from '#console/ids.ts'
import { requireRole } from '#console/require-agent.ts'
import { sentJson } from '#console/sent.ts'
import { type EditedPolicy, keepPolicy, orPointOutTimes, written } from '#console/sla-form.ts'
import { Card, Page } from '#console/ui/page.tsx'
import { SlaEditor } from '#console/ui/sla-editor.tsx'
import { When } from '#console/ui/when.tsx'
import { perform, type Reader, read } from '#core/app.ts'
import { allLadders } from '#core/escalation/ladders.ts'
import { ruleVocabulary } from '#core/routing/rule-vocabulary.ts'
import { readPolicy } from '#core/sla/policies.ts'
import { readVersions } from '#core/versions.ts'
import type { SlaPolicyId, TeamId } from '#db/schema/columns.ts'

const configurers = ['manager', 'admin'] as const
const Which = z.object({ id: z.union([z.literal('new'), policyNumber]) })

export const meta: MetaFunction = () => [{ title: 'SLA policy · Deskwire' }]

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const agent = await requireRole(context, request, configurers)
  const { id } = parseOr404(Which, params)
  return orNotFound(() =>
    read(context.app, agent, async (db) => {
      const words = await ruleVocabulary(db)
      const isAdmin = agent.role === 'admin'
      const own = words.team.filter(
        ({ value }) => isAdmin || agent.teamIds.some((team) => String(team) === value),
      )
      const ladders = await allLadders(db)
      const versions = id === 'new' ? [] : await readVersions(db, `sla_policy:${id}`)
      const policy = id === 'new' ? null : await edited(db, id)
      const empty = { ...fresh, teamId: isAdmin ? null : (Number(own[0]?.value) as TeamId) }
      return {
        id,
        words,
        teams: [...(isAdmin ? [{ value: '', label: 'Every team’s' }] : []), ...own],
        ladders: ladders.map((ladder) => ({ value: String(ladder.id), label: ladder.name })),
        policy: policy ?? empty,
        history: versions.map(({ version, changedBy, changedAt }) => ({
          version,
          by: changedBy?.name ?? 'the desk or its command line',
          at: changedAt,
        })),
      }
    }),
  )
}

const fresh = {
  name: '',
  calendarId: null,
  enabled: true,
  conditions: null,
  targets: written({ MEDIUM: { first: 480, resolution: 2880 } }),
}

async function edited(db: Reader, id: SlaPolicyId): Promise<EditedPolicy> {
  const { name, team, calendar, enabled, conditions, targets } = await readPolicy(db, id)
  const where = { teamId: team?.id ?? null, calendarId: calendar?.id ?? null }
  return { name, ...where, enabled, conditions, targets: written(targets) }
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, configurers)
  const { id } = parseOr404(Which, params)
  let kept: SlaPolicyId | undefined
  const answer = await orPointOutTimes(async () => {
    const form: unknown = await sentJson(request)
    kept = await perform(context.app, agent, (work) => keepPolicy(work, id, form))
    return { ok: true, said: 'Saved. Clocks that run are counted anew from their start.' }
  })
  return id === 'new' && kept ? redirect(`/settings/sla/${kept}`) : answer
}

export default function SlaPolicy() {
  const { id, policy, teams, ladders, words, history } = useLoaderData<typeof loader>()
  return (
    <Page
      title={id === 'new' ? 'A new SLA policy' : policy.name}
      aside={
        <Anchor component={Link} to="/settings/sla">
          All policies
        </Anchor>
      }
    >
      <Stack>
        <Card padded>
          <SlaEditor
            key={`${id}-${history.length}`}
            policy={policy}
            teams={teams}
            ladders={ladders}
            words={words}
          />
        </Card>
        {history.length > 0 && (
          <Card padded>
            <Text size="xs" c="dimmed" fw={600}>
              History
            </Text>
            {history.map(({ version, by, at }) => (
              <Text key={version} size="sm" className="desk-words">
                Version {version}, by {by}, <When at={at} />
              </Text>
            ))}
          </Card>
        )}
      </Stack>
    </Page>
  )
}
