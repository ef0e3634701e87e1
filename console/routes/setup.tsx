import { Alert, Anchor, Button, Code, Stack, Text, TextInput } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useFetcher, useLoaderData } from '@remix-run/react'
import { type FormEvent, useEffect, useRef } from 'react'
import { z } from 'zod'
import { type Answer, orExplain } from '#console/answer.ts'
import { sentForm } from '#console/sent.ts'
import { Front } from '#console/ui/front.tsx'
import { useHydrated } from '#console/ui/now.ts'
import { NewPassword } from '#console/ui/password.tsx'
import { signIn } from '#console/ui/sign-in.ts'
import { perform, read } from '#core/app.ts'
import { hasAdmin, setUpFirstAdmin, setUpIsOpen } from '#core/people/first-admin.ts'

const FirstAdmin = z.strictObject({
  token: z.string().max(200),
  name: z.string().trim().min(1, 'Your name is missing.').max(200),
  email: z.email('That is not an email address.').max(320),
  password: z.string().max(1000),
})

export const meta: MetaFunction = () => [{ title: 'Set up · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app } = context
  const token = new URL(request.url).searchParams.get('token') ?? ''
  return read(app, null, async (db) => {
    if (await setUpIsOpen(db, token, app.clock())) return { state: 'open' as const, token }
    return { state: (await hasAdmin(db)) ? ('done' as const) : ('closed' as const), token: '' }
  })
}

export async function action({ context, request }: ActionFunctionArgs) {
  return orExplain(async () => {
    const { token, ...admin } = FirstAdmin.parse(Object.fromEntries(await sentForm(request)))
    await perform(context.app, null, (work) => setUpFirstAdmin(work, token, admin))
    return { ok: true, said: 'The desk is yours.' }
  })
}

export default function SetUp() {
  const { state, token } = useLoaderData<typeof loader>()
  const fetcher = useFetcher<Answer>()
  const credentials = useRef({ email: '', password: '' })
  const ready = useHydrated()
  const answer = fetcher.data
  useEffect(() => {
    if (!answer?.ok) return
    const { email, password } = credentials.current
    signIn(email, password).then((refused) =>
      window.location.assign(refused ? '/sign-in' : '/tickets'),
    )
  }, [answer])

  if (state !== 'open' && !answer?.ok) return <NotOpen done={state === 'done'} />
  function remember(event: FormEvent<HTMLFormElement>) {
    const given = new FormData(event.currentTarget)
    credentials.current = {
      email: String(given.get('email')),
      password: String(given.get('password')),
    }
  }
  return (
    <Front title="Welcome">
      <Text c="dimmed">
        You are the first here. Make yourself the admin of this desk; you can invite the others
        afterwards.
      </Text>
      <fetcher.Form method="post" onSubmit={remember}>
        <Stack>
          {answer?.ok === false && (
            <Alert color="red" role="alert" p="sm">
              {answer.why}
            </Alert>
          )}
          <input type="hidden" name="token" value={token} />
          <TextInput
            name="name"
            label="Your name"
            autoComplete="name"
            required
            maxLength={200}
            autoFocus
          />
          <TextInput name="email" type="email" label="Email" autoComplete="username" required />
          <NewPassword name="password" label="Password" />
          <Button
            type="submit"
            fullWidth
            disabled={!ready}
            loading={fetcher.state !== 'idle' || answer?.ok}
          >
            Set up the desk
          </Button>
        </Stack>
      </fetcher.Form>
    </Front>
  )
}

function NotOpen({ done }: { done: boolean }) {
  if (done)
    return (
      <Front title="Already set up">
        <Text>This link has been used: the desk has its admin.</Text>
        <Anchor component={Link} to="/sign-in">
          Sign in
        </Anchor>
      </Front>
    )
  return (
    <Front title="Set up this desk">
      <Text>
        Nobody has set up this desk yet. Open the link that begins with <Code>/setup?token=</Code>.
        It stands in the terminal where Deskwire was started. It works once and for a day. Restart
        Deskwire to get a new one.
      </Text>
    </Front>
  )
}
