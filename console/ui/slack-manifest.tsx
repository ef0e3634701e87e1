import { Button, Code, CopyButton, ScrollArea } from '@mantine/core'

export function Manifest({ text }: { text: string }) {
  return (
    <div>
      <ScrollArea.Autosize
        mah={220}
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Manifest' }}
      >
        <Code block>{text}</Code>
      </ScrollArea.Autosize>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" mt="xs" onClick={copy}>
            {copied ? 'Copied' : 'Copy manifest'}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}
