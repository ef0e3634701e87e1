import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type FormEvent, useState } from 'react'
import { localPath } from '#console/require-agent.ts'
import { Front } from '#console/ui/front.tsx'
import { useHydrated } from '#console/ui/now.ts'
import { signIn } from '#console/ui/sign-in.ts'
import { read } from '#core/app.ts'
import { hasAdmin } from '#core/people/first-admin.ts'

export const meta: MetaFunction = () => [{ title: 'Sign in · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const back = localPath(new URL(request.url).searchParams.get('redirectTo'))
  if (context.agent) throw redirect(back)
  if (!(await read(context.app, null, hasAdmin))) throw redirect('/setup')
  return { back }
}

export default function SignIn() {
  const { back } = useLoaderData<typeof loader>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const ready = useHydrated()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    setBusy(true)
    const refused = await signIn(String(given.get('email')), String(given.get('password')))
    setProblem(refused)
    setBusy(refused === undefined) // Busy until the next page is there.
    if (!refused) window.location.assign(back)
  }
  return (
    <Front title="Sign in">
      <form method="post" onSubmit={submit}>
        <Stack>
          {problem && (
            <Alert color="red" role="alert" p="sm">
              {problem}
            </Alert>
          )}
          <TextInput
            name="email"
            type="email"
            label="Email"
            autoComplete="username"
            required
            autoFocus
          />
          <PasswordInput
            name="password"
            label="Password"
            autoComplete="current-password"
            required
          />
          <Button type="submit" loading={busy} disabled={!ready} fullWidth>
            Sign in
          </Button>
        </Stack>
      </form>
    </Front>
  )
}
