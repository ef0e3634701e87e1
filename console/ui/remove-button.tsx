import { ActionIcon, Tooltip } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import { TrashIcon } from './icons.ts'
import { useToast } from './toast.ts'

/** A small button that takes one thing away; the page's own action does it. */
export function RemoveButton({
  intent,
  fields,
  label,
}: {
  intent: string
  fields: Record<string, string | number>
  label: string
}) {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Tooltip label={label}>
        <ActionIcon
          type="submit"
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={label}
          loading={fetcher.state !== 'idle'}
        >
          <TrashIcon size={14} />
        </ActionIcon>
      </Tooltip>
    </fetcher.Form>
  )
}
