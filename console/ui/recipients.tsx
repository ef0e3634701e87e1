import { Button, Group, Stack, TagsInput, Text } from '@mantine/core'
import { useState } from 'react'
import type { Draft } from './draft.ts'

interface Props {
  usual: { to: string[]; cc: string[] }
  draft: Draft
  onChange: (part: Partial<Draft>) => void
}

/** Who will get the reply, said before it is sent, and changed in place. */
export function Recipients({ usual, draft, onChange }: Props) {
  const [editing, setEditing] = useState(false)
  const { to = usual.to, cc = usual.cc } = draft
  if (!editing)
    return (
      <Group gap={6} wrap="nowrap" style={{ minWidth: 0 }}>
        <Text size="xs" c="dimmed" truncate>
          To <b>{to.join(', ') || 'nobody yet'}</b>
          {cc.length > 0 && (
            <>
              {' '}
              · Cc <b>{cc.join(', ')}</b>
            </>
          )}
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={() => setEditing(true)}>
          Change
        </Button>
      </Group>
    )
  return (
    <Stack gap={6} w="100%">
      <TagsInput
        size="xs"
        label="To"
        value={to}
        onChange={(list) => onChange({ to: list })}
        acceptValueOnBlur
        splitChars={[',', ' ', ';']}
      />
      <TagsInput
        size="xs"
        label="Cc"
        value={cc}
        onChange={(list) => onChange({ cc: list })}
        acceptValueOnBlur
        splitChars={[',', ' ', ';']}
      />
      <Group gap={6}>
        <Button size="compact-xs" variant="light" onClick={() => setEditing(false)}>
          Done
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={() => onChange({ to: undefined, cc: undefined })}
        >
          As usual
        </Button>
      </Group>
    </Stack>
  )
}
