import { Accordion, Alert, Anchor, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { SlackPage } from '#console/slack-page.ts'
import { Card } from './page.tsx'
import { Connect } from './slack-connect.tsx'
import { Manifest } from './slack-manifest.tsx'
import { SlackSettings } from './slack-settings.tsx'

/** From nothing to a card in a channel, step by step. Folded away once a workspace is connected. */
export function SlackSetup({ page, isConnected }: { page: SlackPage; isConnected: boolean }) {
  const [way, setWay] = useState<'http' | 'socket'>(firstWay(page))
  return (
    <Card>
      <Accordion defaultValue={isConnected ? null : 'setup'} order={2}>
        <Accordion.Item value="setup" style={{ border: 0 }}>
          <Accordion.Control>
            {isConnected ? 'Set-up, manifest and another workspace' : 'Set up Slack'}
          </Accordion.Control>
          <Accordion.Panel>
            <Stack>
              <Step number={1} title="Make the app at Slack">
                <Text size="sm">
                  Open{' '}
                  <Anchor
                    href="https://api.slack.com/apps?new_app=1"
                    target="_blank"
                    underline="always"
                  >
                    api.slack.com/apps
                  </Anchor>
                  , choose “From a manifest”, and paste this. After an upgrade paste it again under
                  “App Manifest”, and install the app again.
                </Text>
                <SegmentedControl
                  aria-label="How Slack tells the desk"
                  value={way}
                  onChange={(chosen) => setWay(chosen === 'http' ? 'http' : 'socket')}
                  data={[
                    { value: 'http', label: 'HTTP' },
                    { value: 'socket', label: 'Socket Mode' },
                  ]}
                />
                {way === 'http' && !page.address.startsWith('https:') && (
                  <Alert color="yellow" p="sm">
                    Slack must be able to reach the desk by https, and this desk is at{' '}
                    {page.address}. Set PUBLIC_URL to its https:// address, or choose Socket Mode,
                    which needs none.
                  </Alert>
                )}
                <Manifest text={page.manifests[way]} />
              </Step>
              <Step number={2} title="Give the desk its settings, and restart it">
                <SlackSettings page={page} way={way} />
              </Step>
              <Step number={3} title="Connect a workspace">
                <Connect page={page} />
              </Step>
              <Step number={4} title="Give a team a channel">
                <Text size="sm">
                  Once a workspace is connected the teams stand below, each with a button that posts
                  a test card.
                </Text>
              </Step>
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Card>
  )
}

/** As it is set up; else as it can be. */
function firstWay({ settings, address }: SlackPage): 'http' | 'socket' {
  if (settings.SLACK_APP_TOKEN) return 'socket'
  return settings.SLACK_SIGNING_SECRET || address.startsWith('https:') ? 'http' : 'socket'
}

function Step({
  number,
  title,
  children,
}: {
  number: number
  title: string
  children: React.ReactNode
}) {
  return (
    <Stack gap="xs">
      <Title order={3} size="sm">
        {number}. {title}
      </Title>
      {children}
    </Stack>
  )
}
