import { Alert, Button, Fieldset, Group, Stack, Switch } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import { useHydrated } from './now.ts'
import { Refused } from './refused.tsx'
import { RuleCondition } from './rule-condition.tsx'

/** A rule or an SLA policy as a form. It takes words once the page can keep them. */
export function Definition({ children }: { children: ReactNode }) {
  return (
    <Fieldset variant="unstyled" disabled={!useHydrated()}>
      <Stack>{children}</Stack>
    </Fieldset>
  )
}

/** Its conditions, and what is wrong with them as a whole. */
export function Conditions(
  condition: Pick<ComponentProps<typeof RuleCondition>, 'group' | 'words' | 'faults' | 'onChange'>,
) {
  const fault = condition.faults['/conditions']
  return (
    <>
      <RuleCondition {...condition} at="/conditions" />
      {fault && <Refused>The conditions: it {fault}.</Refused>}
    </>
  )
}

/** Whether it is in force, why it was not saved, and the way to save it. */
export function SaveDefinition({
  enabled,
  onEnabled,
  refused,
  busy,
  onSave,
}: {
  enabled: boolean
  onEnabled: (enabled: boolean) => void
  refused: string | undefined // Why it was not saved.
  busy: boolean
  onSave: () => void
}) {
  return (
    <>
      <Switch
        label="On"
        checked={enabled}
        onChange={(event) => onEnabled(event.currentTarget.checked)}
      />
      {refused !== undefined && (
        <Alert color="red" role="alert" title="It was not saved">
          {refused}
        </Alert>
      )}
      <Group>
        <Button onClick={onSave} loading={busy}>
          Save
        </Button>
      </Group>
    </>
  )
}
