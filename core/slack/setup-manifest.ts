import { readFileSync } from 'node:fs'

const yaml = readFileSync(new URL('../../docs/slack-manifest.yaml', import.meta.url), 'utf8')

/** The app as operators make it at Slack, as docs/slack-manifest.yaml has it. */
export const manifest = {
  scopes: listUnder('bot'),
  events: listUnder('bot_events'),
  commands: fieldsOf(itemsUnder('slash_commands'), 'command'),
  shortcuts: itemsUnder('shortcuts').map((item) => ({
    id: fieldOf(item, 'callback_id'),
    name: fieldOf(item, 'name'),
    of: fieldOf(item, 'type') === 'message' ? ('message' as const) : ('global' as const),
  })),
}

/** How Slack tells the desk: it posts to an address, or over a socket that the desk opens. */
export type Way = 'http' | 'socket'

/**
 * The manifest for one desk, to be pasted at Slack. What Slack would refuse is left out: addresses that it must be able
 * to reach where the desk has none by https, and unfurled links where its name is of one machine alone.
 */
export function manifestFor(address: string, way: Way): string {
  const { origin, hostname, protocol } = new URL(address)
  const isKnownEverywhere = hostname.includes('.') && !/^[\d.]+$/.test(hostname)
  const hidden = [
    /^#.*\n/gm,
    ...(way === 'socket' ? [/^ +(request_url|message_menu_options_url|url): .*\n/gm] : []),
    ...(protocol === 'https:' ? [] : [/^ +redirect_urls:\n( +- .*\n)+/gm]),
    ...(isKnownEverywhere ? [] : [/^ +unfurl_domains:\n( +- .*\n)+/gm]),
  ]
  return hidden
    .reduce((text, part) => text.replace(part, ''), yaml)
    .replaceAll('https://desk.example.com', origin)
    .replaceAll('desk.example.com', hostname)
    .replace('socket_mode_enabled: false', `socket_mode_enabled: ${way === 'socket'}`)
}

/** Permissions that the desk needs and an installation was not given: some of what it does fails. */
export function missingScopes(granted: readonly string[]): string[] {
  return manifest.scopes.filter((scope) => !granted.includes(scope))
}

function listUnder(name: string): string[] {
  return itemsUnder(name).map((item) => item.trim())
}

/** The items of a YAML list, each with the lines that belong to it. */
function itemsUnder(name: string): string[] {
  const [, indent = '', rest = ''] = new RegExp(`^( +)${name}:\\n([^]*)`, 'm').exec(yaml) ?? []
  const [lines = ''] = new RegExp(`^(?:${indent} .*\\n)*`).exec(rest) ?? []
  return lines.split(/^ +- /m).slice(1)
}

function fieldsOf(items: string[], name: string): string[] {
  return items.map((item) => fieldOf(item, name))
}

function fieldOf(item: string, name: string): string {
  return new RegExp(`^ *${name}: *(.*)$`, 'm').exec(item)?.[1]?.replace(/^['"]|['"]$/g, '') ?? ''
}
