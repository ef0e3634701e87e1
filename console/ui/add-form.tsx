import { Button, Group } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Answer } from '#console/answer.ts'
import { Refused } from './refused.tsx'
import { useToast } from './toast.ts'

/** A line to add one thing. It empties itself once the thing is there, and keeps the words when it was refused. */
export function AddForm({
  intent,
  submit,
  children,
}: {
  intent: string
  submit: string
  children: ReactNode
}) {
  const fetcher = useFetcher<Answer>()
  const form = useRef<HTMLFormElement>(null)
  const answer = fetcher.data
  useToast(answer?.ok ? answer : undefined)
  useEffect(() => {
    if (answer?.ok) form.current?.reset()
  }, [answer])
  return (
    <fetcher.Form method="post" ref={form}>
      <Group gap="xs" mt={6} align="flex-end">
        <input type="hidden" name="intent" value={intent} />
        {children}
        <Button type="submit" size="xs" variant="default" loading={fetcher.state !== 'idle'}>
          {submit}
        </Button>
      </Group>
      {answer?.ok === false && <Refused>{answer.why}</Refused>}
    </fetcher.Form>
  )
}
