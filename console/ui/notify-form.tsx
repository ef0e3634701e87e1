import { Checkbox, Text, TextInput, Title } from '@mantine/core'
import { SaveForm } from './save-form.tsx'

/** How somebody is told what happens to their tickets, and when not. */
export function NotifyForm({
  notifySlack,
  notifyEmail,
  notifyDigest,
  quiet,
}: {
  notifySlack: boolean
  notifyEmail: boolean
  notifyDigest: boolean
  quiet: string // Hours in words; empty: never.
}) {
  return (
    <SaveForm intent="notify">
      <Title order={2}>What you are told, and how</Title>
      <Text size="sm" c="dimmed">
        When you are given a ticket, when its requester answers, when somebody mentions you, and
        when a promise is nearly or wholly broken. Never of your own doing.
      </Text>
      <Checkbox
        name="slack"
        label="In Slack, where you are known there"
        defaultChecked={notifySlack}
      />
      <Checkbox
        name="email"
        label="By mail, of what Slack does not tell you"
        defaultChecked={notifyEmail}
      />
      <Checkbox
        name="digest"
        label="All of it in one mail a day, at eight"
        defaultChecked={notifyDigest}
      />
      <TextInput
        name="quiet"
        label="Quiet hours"
        description="Like Mon–Sun 22:00–24:00, 00:00–07:00. What comes meanwhile waits, as it does outside your working hours. Escalations to you, and broken promises about critical tickets, do not wait."
        defaultValue={quiet}
        key={quiet}
        maxLength={500}
        maw={480}
      />
    </SaveForm>
  )
}
