import { Button, Group, useComputedColorScheme } from '@mantine/core'
import { useState } from 'react'
import styles from './conversation.module.css'
import { PhotoIcon } from './icons.ts'

/** The mail as it was laid out, in a frame that runs nothing and cannot measure itself: it opens in two heights. */
export function MessageHtml({ id }: { id: number }) {
  const [images, setImages] = useState(false)
  const [tall, setTall] = useState(false)
  const scheme = useComputedColorScheme('light')
  return (
    <>
      <iframe
        title="Original mail"
        src={`/messages/${id}/html?scheme=${scheme}${images ? '&images=1' : ''}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        loading="lazy"
        className={styles.frame}
        data-tall={tall || undefined}
      />
      <Group gap="xs" mt={6}>
        <Button size="compact-xs" variant="default" onClick={() => setTall(!tall)}>
          {tall ? 'Smaller' : 'Taller'}
        </Button>
        {!images && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<PhotoIcon size={13} />}
            onClick={() => setImages(true)}
          >
            Load remote images
          </Button>
        )}
      </Group>
    </>
  )
}
