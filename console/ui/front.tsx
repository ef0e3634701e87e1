import { Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './front.module.css'
import { BoltIcon } from './icons.ts'

/** The pages before one is signed in: one card with one thing to do. */
export function Front({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.front}>
      <Paper withBorder radius="lg" p="xl" w="100%" maw={400} className={styles.card}>
        <Stack gap="md">
          <span className="desk-brand">
            <BoltIcon size={18} aria-hidden /> <Text fw={650}>Deskwire</Text>
          </span>
          <Title order={1}>{title}</Title>
          {children}
        </Stack>
      </Paper>
    </main>
  )
}
