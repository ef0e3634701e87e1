import { Button } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import { useToast } from './toast.ts'

/** A button that does one thing of the page “Slack”. */
export function SlackAct({
  intent,
  fields,
  label,
  about,
}: {
  intent: string
  fields: Record<string, string | number>
  label: string
  about: string // What it is done to, for those who hear the page.
}) {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button
        type="submit"
        size="xs"
        variant="default"
        loading={fetcher.state !== 'idle'}
        aria-label={`${label}: ${about}`}
      >
        {label}
      </Button>
    </fetcher.Form>
  )
}
