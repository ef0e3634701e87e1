import { Alert, Button, Stack, Text } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useFetcher, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { type Answer, orExplain } from '#console/answer.ts'
import { requireAgent } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { Front } from '#console/ui/front.tsx'
import { perform, read } from '#core/app.ts'
import { Refusal } from '#core/refusal.ts'
import { linkAccount, readOffer } from '#core/slack/link-account.ts'

const Confirmed = z.strictObject({ token: z.string().max(300) })

export const meta: MetaFunction = () => [{ title: 'Connect Slack · Deskwire' }]

/** Only asks: a link that is merely opened, by a scanner or a preview, connects nobody. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app } = context
  const agent = await requireAgent(context, request)
  const token = new URL(request.url).searchParams.get('token') ?? ''
  try {
    const asker = await read(app, null, (db) => readOffer(db, app.keys, token, app.clock()))
    return { asker, agent: agent.name, token, why: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { asker: null, agent: agent.name, token: '', why: error.message }
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireAgent(context, request)
  return orExplain(async () => {
    const { token } = Confirmed.parse(Object.fromEntries(await sentForm(request)))
    await perform(context.app, agent, (work) => linkAccount(work, token))
    return { ok: true, said: 'Your accounts are connected. Go back to Slack.' }
  })
}

export default function ConnectSlack() {
  const { asker, agent, token, why } = useLoaderData<typeof loader>()
  const fetcher = useFetcher<Answer>()
  const answer = fetcher.data
  if (answer?.ok)
    return (
      <Front title="Connected">
        <Text>{answer.said}</Text>
      </Front>
    )
  if (!asker)
    return (
      <Front title="Connect Slack">
        <Alert color="red" role="alert" p="sm">
          {why}
        </Alert>
      </Front>
    )
  return (
    <Front title="Connect Slack">
      <fetcher.Form method="post">
        <Stack>
          {answer?.ok === false && (
            <Alert color="red" role="alert" p="sm">
              {answer.why}
            </Alert>
          )}
          <Text>
            Whoever is <b>{asker.name}</b> in the Slack workspace <b>{asker.workspace}</b> will act
            at this desk as you, <b>{agent}</b>.
          </Text>
          <Text c="dimmed">
            Confirm only if that is you, and you asked for this link in Slack yourself just now. If
            somebody sent it to you, close this page.
          </Text>
          <input type="hidden" name="token" value={token} />
          <Button type="submit" fullWidth loading={fetcher.state !== 'idle'}>
            This is me, connect
          </Button>
        </Stack>
      </fetcher.Form>
    </Front>
  )
}
