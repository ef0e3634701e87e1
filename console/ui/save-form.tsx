import { Button, Group, Stack } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { Answer } from '#console/answer.ts'
import { Refused } from './refused.tsx'
import { useToast } from './toast.ts'

/** A form that keeps what is typed; a refusal stands below it. `action` is absent where the page itself answers. */
export function SaveForm({
  intent,
  action,
  submit = 'Save',
  children,
}: {
  intent: string
  action?: string
  submit?: string
  children: ReactNode
}) {
  const fetcher = useFetcher<Answer>()
  const answer = fetcher.data
  useToast(answer?.ok ? answer : undefined)
  return (
    <fetcher.Form method="post" action={action}>
      <input type="hidden" name="intent" value={intent} />
      <Stack gap="sm">
        {children}
        {answer?.ok === false && <Refused>{answer.why}</Refused>}
        <Group>
          <Button type="submit" size="xs" loading={fetcher.state !== 'idle'}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </fetcher.Form>
  )
}
