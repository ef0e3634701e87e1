import { Stack } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readAgents } from '#console/agent-page.ts'
import { orExplain } from '#console/answer.ts'
import { addToDesk } from '#console/people-actions.ts'
import { requireAgent, requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { NewPerson } from '#console/ui/new-person.tsx'
import { Page } from '#console/ui/page.tsx'
import { PeopleLedger } from '#console/ui/people-ledger.tsx'
import { PriorityWeightsForm } from '#console/ui/priority-weights.tsx'
import { SkillCatalogue } from '#console/ui/skill-catalogue.tsx'
import { perform, read } from '#core/app.ts'
import { allSkills } from '#core/routing/skills.ts'
import { priorityWeights } from '#core/teams/desk-settings.ts'
import { allTeams } from '#core/teams/teams.ts'

export const meta: MetaFunction = () => [{ title: 'People · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { role } = await requireAgent(context, request)
  const people = await readAgents(context)
  const about = await read(context.app, context.agent, async (db) => ({
    skills: await allSkills(db),
    teams: await allTeams(db),
    weights: await priorityWeights(db),
  }))
  return {
    people,
    ...about,
    isAdmin: role === 'admin',
    manages: role === 'admin' || role === 'manager',
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  return orExplain(async () => {
    const form = await sentForm(request)
    return { ok: true, said: await perform(context.app, agent, (work) => addToDesk(work, form)) }
  })
}

export default function People() {
  const { people, skills, teams, weights, isAdmin, manages } = useLoaderData<typeof loader>()
  return (
    <Page title="People">
      <Stack>
        <PeopleLedger people={people} manages={manages} />
        {isAdmin && <NewPerson teams={teams} />}
        {manages && <SkillCatalogue skills={skills} />}
        {isAdmin && <PriorityWeightsForm weights={weights} />}
      </Stack>
    </Page>
  )
}
