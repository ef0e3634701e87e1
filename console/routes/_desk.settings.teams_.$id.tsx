import { Anchor, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orExplain, orNotFound, parseOr404 } from '#console/answer.ts'
import { teamNumber } from '#console/ids.ts'
import { requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { changeTeamPage } from '#console/team-actions.ts'
import { AddForm } from '#console/ui/add-form.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { RemoveMember } from '#console/ui/remove-member.tsx'
import { TeamForm } from '#console/ui/team-form.tsx'
import { roleWords } from '#console/ui/words.ts'
import { perform, read } from '#core/app.ts'
import { agentNames } from '#core/people/agent-names.ts'
import { allSkills } from '#core/routing/skills.ts'
import { teamsWithPeople } from '#core/teams/overview.ts'
import { teamAsSet } from '#core/teams/settings.ts'
import { calendarNames } from '#core/teams/which-calendar.ts'

const Params = z.object({ id: teamNumber })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.team.name ?? 'Team'} · Deskwire` },
]

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  const { id } = parseOr404(Params, params)
  return orNotFound(() =>
    read(context.app, agent, async (db) => {
      const team = await teamAsSet(db, id)
      const members = (await teamsWithPeople(db)).find((each) => each.id === id)?.members ?? []
      const others = (await agentNames(db)).filter(
        (one) => !members.some((member) => member.id === one.id),
      )
      const skills = (await allSkills(db)).map(({ name }) => name)
      const mine = agent.role === 'admin' || agent.teamIds.includes(id)
      return { team, members, others, skills, calendars: await calendarNames(db), mine }
    }),
  )
}

export async function action({ params, context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  const { id } = parseOr404(Params, params)
  return orExplain(async () => {
    const form = await sentForm(request)
    const said = await perform(context.app, agent, (work) => changeTeamPage(work, id, form))
    return { ok: true, said }
  })
}

export default function Team() {
  const { team, members, others, skills, calendars, mine } = useLoaderData<typeof loader>()
  return (
    <Page title={team.name}>
      <Text size="sm" mb="sm">
        <Anchor component={Link} to="/settings/teams" underline="always">
          Teams
        </Anchor>
        {!mine && ' · This team is set by its own managers and by admins.'}
      </Text>
      <Stack>
        <Card padded>
          <Title order={2} mb="xs">
            People
          </Title>
          {members.length === 0 && <Text size="sm">Nobody yet: nobody sees its tickets.</Text>}
          <Stack gap={6} maw={520}>
            {members.map((member) => (
              <Group key={member.id} justify="space-between">
                <Text size="sm">
                  <Anchor
                    component={Link}
                    to={`/settings/people/${member.id}`}
                    underline="always"
                    inherit
                  >
                    {member.name}
                  </Anchor>{' '}
                  <Text span c="dimmed" inherit>
                    {roleWords[member.role]}
                  </Text>
                </Text>
                {mine && <RemoveMember member={member} team={team.name} />}
              </Group>
            ))}
          </Stack>
          {mine && others.length > 0 && (
            <AddForm intent="join" submit="Add to the team">
              <NativeSelect
                name="person"
                size="xs"
                aria-label="Who joins the team"
                data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
              />
            </AddForm>
          )}
        </Card>
        {mine && (
          <Card padded>
            <Title order={2} mb="xs">
              How it works
            </Title>
            <TeamForm team={team} skills={skills} calendars={calendars} />
          </Card>
        )}
      </Stack>
    </Page>
  )
}
