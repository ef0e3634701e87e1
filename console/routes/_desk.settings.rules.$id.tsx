import { Anchor, Stack } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, redirect, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orNotFound, parseOr404 } from '#console/answer.ts'
import { requireRole } from '#console/require-agent.ts'
import { actOnRule } from '#console/rule-actions.ts'
import { orPointOut, RuleForm } from '#console/rule-form.ts'
import { readRulePage } from '#console/rule-page.ts'
import { sentJson } from '#console/sent.ts'
import { Card, Page } from '#console/ui/page.tsx'
import { RuleEditor } from '#console/ui/rule-editor.tsx'
import { RuleHistory } from '#console/ui/rule-history.tsx'
import { read } from '#core/app.ts'
import type { RuleId } from '#db/schema/columns.ts'

const configurers = ['manager', 'admin'] as const
const number = z.coerce.number().int().positive().max(2_147_483_647)
const Which = z.object({
  id: z.union([z.literal('new').transform(() => null), number.transform((id) => id as RuleId)]),
})

export const meta: MetaFunction = () => [{ title: 'Rule · Deskwire' }]

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const agent = await requireRole(context, request, configurers)
  const { id } = parseOr404(Which, params)
  return orNotFound(() => read(context.app, agent, (db) => readRulePage(db, agent, id)))
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, configurers)
  const { id } = parseOr404(Which, params)
  let made: RuleId | undefined
  const answer = await orPointOut(async () => {
    const done = await actOnRule(context.app, agent, id, RuleForm.parse(await sentJson(request)))
    made = done.made
    return done
  })
  return made === undefined ? answer : redirect(`/settings/rules/${made}`)
}

export default function Rule() {
  const { rule, teams, words, history } = useLoaderData<typeof loader>()
  return (
    <Page
      title={history.length === 0 ? 'A new rule' : rule.name}
      aside={
        <Anchor component={Link} to="/settings/rules" underline="always">
          All rules
        </Anchor>
      }
    >
      <Stack>
        <Card padded>
          <RuleEditor key={history[0]?.version} rule={rule} teams={teams} words={words} />
        </Card>
        {history.length > 0 && <RuleHistory history={history} />}
      </Stack>
    </Page>
  )
}
