import { Checkbox, Group, Input, NativeSelect, TextInput } from '@mantine/core'
import type { TeamSettings } from '#core/teams/settings.ts'
import { SaveForm } from './save-form.tsx'
import { SkillLevels } from './skill-levels.tsx'
import { choices, strategyWords } from './words.ts'

interface Props {
  team: TeamSettings
  skills: readonly string[]
  calendars: readonly { id: number; name: string }[]
}

/** How a team works. */
export function TeamForm({ team, skills, calendars }: Props) {
  return (
    <SaveForm intent="settings">
      <TextInput
        name="name"
        label="Name"
        defaultValue={team.name}
        required
        maxLength={80}
        maw={380}
      />
      <NativeSelect
        name="strategy"
        label="New tickets"
        description="Only members get some who are available, have room and know what is needed."
        data={choices(strategyWords)}
        defaultValue={team.strategy}
        maw={380}
      />
      <Checkbox
        name="followUpToLast"
        label="Whoever had a conversation before gets it again"
        defaultChecked={team.followUpToLast}
      />
      <Input.Wrapper label="Every ticket needs" labelElement="div">
        <SkillLevels catalogue={skills} chosen={team.skills} />
      </Input.Wrapper>
      <NativeSelect
        name="calendar"
        label="Open"
        description="Business time is counted by its calendar."
        data={[
          { value: '', label: 'At any time, UTC' },
          ...calendars.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        defaultValue={String(team.calendarId ?? '')}
        maw={380}
      />
      <Group gap="md" align="flex-end">
        <Count
          name="reopenDays"
          label="Mail reopens a closed ticket"
          unit="days; 0 never, empty always"
          given={team.reopenDays}
        />
        <Count
          name="remindAfterHours"
          label="Remind a silent requester"
          unit="hours after our answer; empty never"
          given={team.remindAfterHours}
        />
        <Count
          name="closeAfterHours"
          label="Close what is resolved"
          unit="hours later; empty never"
          given={team.closeAfterHours}
        />
        <TextInput
          name="digestAt"
          type="time"
          label="Digest in Slack"
          description="in the calendar’s time zone"
          defaultValue={team.digestAt}
          required
          w={210}
        />
      </Group>
      <Checkbox
        name="surveys"
        label="Ask requesters how it went, once a ticket is resolved"
        defaultChecked={team.surveys}
      />
    </SaveForm>
  )
}

function Count({
  name,
  label,
  unit,
  given,
}: {
  name: string
  label: string
  unit: string
  given: number | null
}) {
  return (
    <TextInput
      name={name}
      label={label}
      description={unit}
      inputMode="numeric"
      defaultValue={given ?? ''}
      w={230}
    />
  )
}
