import { Accordion, Table, Text, TextInput } from '@mantine/core'
import { promises } from './back-test-choices.ts'
import { Ledger } from './ledger.tsx'
import { priorityWords } from './words.ts'

/** Targets to try in place of those of every SLA policy. @param given minutes by their names in the form */
export function BackTestTargets({ given }: { given: Record<string, string> }) {
  return (
    <Accordion defaultValue={Object.keys(given).length > 0 ? 'targets' : null}>
      <Accordion.Item value="targets" style={{ border: 0 }}>
        <Accordion.Control>Other SLA targets</Accordion.Control>
        <Accordion.Panel>
          <Text size="sm" mb="xs">
            Business minutes in place of those of every policy. If one is given, what is left empty
            is promised to nobody.
          </Text>
          <Ledger label="Targets" columns={['Priority', ...promises.map(([, label]) => label)]}>
            {Object.entries(priorityWords).map(([priority, words]) => (
              <Table.Tr key={priority}>
                <Table.Td>{words}</Table.Td>
                {promises.map(([promise, label]) => (
                  <Table.Td key={promise}>
                    <TextInput
                      name={`${priority}.${promise}`}
                      aria-label={`${label}, ${words}, minutes`}
                      size="xs"
                      inputMode="numeric"
                      defaultValue={given[`${priority}.${promise}`]}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Ledger>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}
