import { Button, Group, Text } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Answer } from '#console/answer.ts'
import { useToast } from './toast.ts'

/** A form that adds something, or changes what has an id; refused, it keeps the words and says why. */
export function MacroSave({ id, children }: { id: number | undefined; children: ReactNode }) {
  const fetcher = useFetcher<Answer>()
  const form = useRef<HTMLFormElement>(null)
  const answer = fetcher.data
  const busy = fetcher.state !== 'idle'
  useToast(answer?.ok ? answer : undefined)
  useEffect(() => {
    if (answer?.ok && !id) form.current?.reset()
  }, [answer, id])
  return (
    <fetcher.Form method="post" ref={form}>
      {id && <input type="hidden" name="id" value={id} />}
      {children}
      {answer?.ok === false && (
        <Text size="sm" c="var(--mantine-color-red-light-color)" role="alert" mt={6}>
          {answer.why}
        </Text>
      )}
      <Group mt="sm" gap="xs">
        <Button type="submit" size="xs" name="intent" value="save" loading={busy}>
          {id ? 'Save' : 'Add the macro'}
        </Button>
        {id && (
          <Button
            type="submit"
            formNoValidate
            size="xs"
            variant="default"
            name="intent"
            value="remove"
            disabled={busy}
          >
            Remove
          </Button>
        )}
      </Group>
    </fetcher.Form>
  )
}
