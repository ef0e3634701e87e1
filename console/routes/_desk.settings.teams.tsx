import { Anchor, Badge, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orExplain } from '#console/answer.ts'
import { teamNumber } from '#console/ids.ts'
import { requireAgent, requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { AddForm } from '#console/ui/add-form.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { roleWords } from '#console/ui/words.ts'
import { perform, read } from '#core/app.ts'
import { teamsWithPeople } from '#core/teams/overview.ts'
import { addOwnTeam } from '#core/teams/own-team.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { addMailbox } from '#core/teams/teams.ts'

const configurers = ['manager', 'admin'] as const
const name = z.string().trim().min(1, 'A name is missing.').max(80)
const Intent = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('team'), name }),
  z.strictObject({
    intent: z.literal('mailbox'),
    teamId: teamNumber,
    address: z.email('That is not an email address.').max(320),
    name,
  }),
])

export const meta: MetaFunction = () => [{ title: 'Teams · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const teams = await read(context.app, agent, teamsWithPeople)
  return { teams, mayConfigure: configurers.some((role) => role === agent.role) }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, configurers)
  return orExplain(async () => {
    const { intent, ...asked } = Intent.parse(Object.fromEntries(await sentForm(request)))
    await perform(context.app, agent, async (work) => {
      if ('address' in asked) {
        requireManager(work, asked.teamId)
        await addMailbox(work, asked)
      } else await addOwnTeam(work, asked.name)
    })
    return {
      ok: true,
      said: intent === 'team' ? 'Team created.' : 'Mailbox created: mail to it opens tickets now.',
    }
  })
}

export default function Teams() {
  const { teams, mayConfigure } = useLoaderData<typeof loader>()
  return (
    <Page title="Teams">
      <Stack>
        {teams.map((team) => (
          <Card key={team.id} padded>
            <Title order={2} mb="xs">
              {mayConfigure ? (
                <Anchor
                  component={Link}
                  to={`/settings/teams/${team.id}`}
                  underline="always"
                  inherit
                >
                  {team.name}
                </Anchor>
              ) : (
                team.name
              )}
            </Title>
            <Text size="xs" c="dimmed" fw={600}>
              Mailboxes
            </Text>
            {team.mailboxes.length === 0 && (
              <Text size="sm">None yet: this team cannot get or send mail.</Text>
            )}
            {team.mailboxes.map((mailbox) => (
              <Text key={mailbox.id} size="sm" className="desk-words">
                {mailbox.address}{' '}
                <Text span c="dimmed" inherit>
                  as “{mailbox.name}”
                </Text>
              </Text>
            ))}
            {mayConfigure && (
              <AddForm intent="mailbox" submit="Add mailbox">
                <input type="hidden" name="teamId" value={team.id} />
                <TextInput
                  name="address"
                  type="email"
                  size="xs"
                  placeholder="billing@example.com"
                  aria-label={`Address of a new mailbox for ${team.name}`}
                  required
                />
                <TextInput
                  name="name"
                  size="xs"
                  placeholder="Name customers see"
                  aria-label={`Name of a new mailbox for ${team.name}`}
                  required
                  maxLength={80}
                />
              </AddForm>
            )}
            <Text size="xs" c="dimmed" fw={600} mt="sm" mb={4}>
              People
            </Text>
            <Group gap={6}>
              {team.members.length === 0 && <Text size="sm">Nobody yet.</Text>}
              {team.members.map((member) => (
                <Badge key={member.id} variant="light" color="gray" className="desk-badge">
                  {member.name} · {roleWords[member.role]}
                </Badge>
              ))}
            </Group>
          </Card>
        ))}
        {mayConfigure && (
          <Card padded>
            <Title order={2}>A new team</Title>
            <AddForm intent="team" submit="Create team">
              <TextInput
                name="name"
                size="xs"
                placeholder="Billing"
                aria-label="Name of the new team"
                required
                maxLength={80}
              />
            </AddForm>
          </Card>
        )}
      </Stack>
    </Page>
  )
}
