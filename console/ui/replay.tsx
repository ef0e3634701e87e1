import { Button } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import { RefreshIcon } from './icons.ts'
import { useToast } from './toast.ts'

/** Reads a mail again that has had no effect: with today's parser, and into today's tickets. */
export function Replay({ mail }: { mail: number }) {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  return (
    <fetcher.Form method="post" action={`/mails/${mail}`}>
      <Button
        type="submit"
        size="xs"
        variant="default"
        loading={fetcher.state !== 'idle'}
        leftSection={<RefreshIcon size={14} />}
      >
        Replay
      </Button>
    </fetcher.Form>
  )
}
