import { Group, Kbd, Modal, Stack, Text } from '@mantine/core'

const keys = [
  [
    'In a list',
    [
      ['j', 'Next ticket'],
      ['k', 'Previous ticket'],
      ['Enter or o', 'Open it'],
    ],
  ],
  [
    'In a ticket',
    [
      ['r', 'Reply'],
      ['n', 'Note'],
      ['c', 'Claim'],
      ['a', 'Assign'],
      ['e', 'Resolve'],
      ['u', 'Back to the list'],
      ['Ctrl or ⌘ Enter', 'Send what is written'],
    ],
  ],
  [
    'Everywhere',
    [
      ['/', 'Search'],
      ['?', 'This list'],
    ],
  ],
] as const

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keys"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        {keys.map(([place, list]) => (
          <Stack key={place} gap={6}>
            <Text size="xs" fw={600} c="dimmed">
              {place}
            </Text>
            {list.map(([key, what]) => (
              <Group key={key} justify="space-between">
                <Text>{what}</Text>
                <Kbd>{key}</Kbd>
              </Group>
            ))}
          </Stack>
        ))}
      </Stack>
    </Modal>
  )
}
