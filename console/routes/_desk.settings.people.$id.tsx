import { Alert, Anchor, Stack, Text, Title } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { changeAgent } from '#console/agent-actions.ts'
import { readAgentPage } from '#console/agent-page.ts'
import { orExplain, orNotFound, parseOr404 } from '#console/answer.ts'
import { personNumber } from '#console/ids.ts'
import { requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { AgentAccess } from '#console/ui/agent-access.tsx'
import { AgentProfile } from '#console/ui/agent-profile.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { PresenceControl } from '#console/ui/presence.tsx'
import { SaveForm } from '#console/ui/save-form.tsx'
import { SkillLevels } from '#console/ui/skill-levels.tsx'
import { roleWords } from '#console/ui/words.ts'
import { WorkingTime } from '#console/ui/working-time.tsx'
import { perform, read } from '#core/app.ts'
import { allSkills } from '#core/routing/skills.ts'

const Params = z.object({ id: personNumber })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.person.name ?? 'Person'} · Deskwire` },
]

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  const { id } = parseOr404(Params, params)
  const person = await orNotFound(() => readAgentPage(context, id))
  const skills = await read(context.app, agent, (db) => allSkills(db))
  return { person, skills: skills.map(({ name }) => name), isAdmin: agent.role === 'admin' }
}

export async function action({ params, context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  const { id } = parseOr404(Params, params)
  return orExplain(async () => {
    const form = await sentForm(request)
    const said = await perform(context.app, agent, (work) => changeAgent(work, id, form))
    return { ok: true, said }
  })
}

export default function Person() {
  const { person, skills, isAdmin } = useLoaderData<typeof loader>()
  const teams = person.teams.map(({ name }) => name).join(', ')
  return (
    <Page title={person.name} aside={person.email}>
      <Text size="sm" mb="sm">
        <Anchor component={Link} to="/settings/people" underline="always">
          People
        </Anchor>{' '}
        · {roleWords[person.role]} · {teams ? `in ${teams}` : 'in no team'} · {person.load}{' '}
        {person.capacity !== null && `of ${person.capacity} `}tickets in hand
      </Text>
      {person.isActive ? (
        <Stack>
          <Card padded>
            <PresenceControl now={person} action={`/settings/people/${person.id}`} />
          </Card>
          <Card padded>
            <Title order={2} mb="xs">
              Profile
            </Title>
            <AgentProfile person={person} />
          </Card>
          <Card padded>
            <Title order={2} mb="xs">
              Working time
            </Title>
            <WorkingTime {...person} />
          </Card>
          <Card padded>
            <Title order={2} mb="xs">
              Skills
            </Title>
            <SaveForm intent="skills">
              <SkillLevels catalogue={skills} chosen={person.skills} />
            </SaveForm>
          </Card>
          {isAdmin && <AgentAccess person={person} />}
        </Stack>
      ) : (
        <Alert color="gray" title="Works here no more">
          {isAdmin && (
            <SaveForm intent="reactivate" submit={`Let ${person.name} work here again`}>
              They sign in anew, in their role and teams of before.
            </SaveForm>
          )}
        </Alert>
      )}
    </Page>
  )
}
