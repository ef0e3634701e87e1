import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { Form, useNavigation } from '@remix-run/react'
import { sizes } from './back-test-choices.ts'
import { BackTestTargets } from './back-test-targets.tsx'

interface Props {
  rules: { id: number; name: string; enabled: boolean; chosen: boolean }[]
  last: string
  targets: Record<string, string>
  problem: string | null
}

/** Which rules and targets are tested, on how many tickets. */
export function BackTestForm({ rules, last, targets, problem }: Props) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="get">
      <Stack gap="xs">
        <Text size="sm">
          What these rules would have made of the last tickets, as they were when they were opened
          and, for rules by the clock, as far as their history tells. Nothing is changed. A rule
          that is not saved yet is tested on its own page.
        </Text>
        {rules.length === 0 && (
          <Text size="sm" c="dimmed">
            There are no rules yet; other SLA targets can be tested without any.
          </Text>
        )}
        {rules.map(({ id, name, enabled, chosen }) => (
          <Checkbox
            key={id}
            name="rule"
            value={String(id)}
            defaultChecked={chosen}
            label={enabled ? name : `${name} (off)`}
          />
        ))}
        <BackTestTargets given={targets} />
        {problem && (
          <Alert color="red" role="alert" title="It was not tested">
            {problem}
          </Alert>
        )}
        <Group align="flex-end">
          <NativeSelect
            name="last"
            label="How many tickets"
            size="xs"
            defaultValue={last}
            data={sizes.map((value) => ({ value, label: Number(value).toLocaleString('en') }))}
          />
          <Button type="submit" size="xs" loading={busy}>
            Test
          </Button>
        </Group>
      </Stack>
    </Form>
  )
}
