import { Group, NativeSelect, Text } from '@mantine/core'

const levels = [
  { value: '', label: '–' },
  { value: '1', label: '1, some' },
  { value: '2', label: '2' },
  { value: '3', label: '3' },
  { value: '4', label: '4' },
  { value: '5', label: '5, all' },
]

/** A level for each skill of the catalogue: what somebody knows, or what tickets need. */
export function SkillLevels({
  catalogue,
  chosen,
}: {
  catalogue: readonly string[]
  chosen: Readonly<Record<string, number>>
}) {
  if (catalogue.length === 0)
    return (
      <Text size="sm" c="dimmed">
        There are no skills yet. Add them on the page “People”.
      </Text>
    )
  return (
    <Group gap="md">
      {catalogue.map((skill) => (
        <NativeSelect
          key={skill}
          name={`skill.${skill}`}
          label={skill}
          size="xs"
          w={120}
          data={levels}
          defaultValue={String(chosen[skill] ?? '')}
        />
      ))}
    </Group>
  )
}
