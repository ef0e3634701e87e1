import { readFileSync } from 'node:fs'
import type { AppSettings } from '#tests/support/slack/new-world.ts'

export interface Shortcut {
  id: string
  name: string
  of: 'message' | 'global'
}

const yaml = readFileSync(new URL('../../docs/slack-manifest.yaml', import.meta.url), 'utf8')

/** The app as operators make it: what its manifest does not allow does not work here either. */
export const app: AppSettings = {
  scopes: listUnder('bot'),
  events: listUnder('bot_events'),
  commands: [...yaml.matchAll(/^ +- command: *(\/\S+)/gm)].map(([, name]) => String(name)),
  shortcuts: [...yaml.matchAll(/callback_id: *(\S+)/g)].map(([, id]) => String(id)),
  unfurlDomains: ['localhost'], // Where the console of the sandbox is.
}

/** What the menus of messages and of the composer offer. */
export const shortcuts: Shortcut[] = itemsUnder('shortcuts').map((item) => ({
  id: fieldOf(item, 'callback_id'),
  name: fieldOf(item, 'name'),
  of: fieldOf(item, 'type') === 'message' ? 'message' : 'global',
}))

function listUnder(name: string): string[] {
  return itemsUnder(name).map((item) => item.trim())
}

/** The items of a YAML list, each with the lines that belong to it. */
function itemsUnder(name: string): string[] {
  const [, indent = '', rest = ''] = new RegExp(`^( +)${name}:\\n([^]*)`, 'm').exec(yaml) ?? []
  const [lines = ''] = new RegExp(`^(?:${indent} .*\\n)*`).exec(rest) ?? []
  return lines.split(/^ +- /m).slice(1)
}

function fieldOf(item: string, name: string): string {
  return new RegExp(`^ *${name}: *(.*)$`, 'm').exec(item)?.[1]?.replace(/^['"]|['"]$/g, '') ?? ''
}
