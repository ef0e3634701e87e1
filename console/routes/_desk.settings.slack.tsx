import { Alert, Stack } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orExplain } from '#console/answer.ts'
import { requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { slackAction } from '#console/slack-actions.ts'
import { slackPage } from '#console/slack-page.ts'
import { Page } from '#console/ui/page.tsx'
import { SlackAgents } from '#console/ui/slack-agents.tsx'
import { useAskAgain } from '#console/ui/slack-ask-again.ts'
import { SlackFailures } from '#console/ui/slack-failures.tsx'
import { SlackSetup } from '#console/ui/slack-setup.tsx'
import { SlackTeams } from '#console/ui/slack-teams.tsx'
import { SlackWatched } from '#console/ui/slack-watched.tsx'
import { SlackWorkspaces } from '#console/ui/slack-workspaces.tsx'
import { perform } from '#core/app.ts'

export const meta: MetaFunction = () => [{ title: 'Slack · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireRole(context, request, ['admin', 'manager', 'auditor'])
  return slackPage(context.app, agent, new URL(request.url).searchParams)
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['admin', 'manager'])
  return orExplain(async () => {
    const { said, todo } = slackAction(await sentForm(request))
    await perform(context.app, agent, todo)
    return { ok: true, said }
  })
}

export default function Slack() {
  const page = useLoaderData<typeof loader>()
  const isConnected = page.workspaces.some(({ disconnectedAt }) => !disconnectedAt)
  useAskAgain(isConnected ? page.teams : []) // Else there is nobody to ask.
  return (
    <Page title="Slack">
      <Stack>
        {page.problem && (
          <Alert color="red" role="alert" p="sm">
            {page.problem}
          </Alert>
        )}
        {page.added && (
          <Alert color="teal" role="status" p="sm">
            {page.added} is connected. Give a team a channel there, then send a test card.
          </Alert>
        )}
        <SlackSetup page={page} isConnected={isConnected} />
        {page.workspaces.length > 0 && <SlackWorkspaces page={page} />}
        {isConnected && <SlackTeams page={page} />}
        {isConnected && <SlackWatched page={page} />}
        {isConnected && <SlackAgents page={page} />}
        <SlackFailures page={page} />
      </Stack>
    </Page>
  )
}
