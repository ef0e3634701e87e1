import { type File, type Json, type Person, seconds, type World } from './world.ts'

export interface NewFile {
  name: string
  content: string | Buffer
  type?: string
}

const types: Record<string, string> = {
  txt: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  html: 'text/html',
  csv: 'text/csv',
  json: 'application/json',
}

/** A file of somebody's, whole, and not in any channel yet. */
export function makeFile(world: World, by: Person, { name, content, type }: NewFile): File {
  const bytes = Buffer.from(content)
  const file = announceFile(world, by, name, bytes.length)
  return Object.assign(file, {
    content: bytes,
    uploaded: true,
    completed: true,
    mimetype: type ?? file.mimetype,
  })
}

/** A file that is to come. */
export function announceFile(world: World, by: Person, name: string, size: number): File {
  const file: File = {
    id: world.next('F'),
    name,
    title: name,
    mimetype: types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream',
    by: by.id,
    at: seconds(world),
    content: Buffer.alloc(0),
    size,
    uploaded: false,
    completed: false,
    channels: [],
  }
  world.files.set(file.id, file)
  return file
}

/** As files.info returns it. Its addresses ask for a token; see file-host.ts. */
export function fileObject(world: World, file: File): Json {
  const path = `${world.url}/files-pri/${world.team.id}-${file.id}`
  const name = encodeURIComponent(file.name)
  return {
    id: file.id,
    created: file.at,
    timestamp: file.at,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.split('.').at(-1) ?? '',
    pretty_type: file.mimetype,
    user: file.by,
    user_team: world.people.get(file.by)?.teamId,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: file.channels.some((id) => world.channels.get(id)?.kind === 'public'),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${path}/${name}`,
    url_private_download: `${path}/download/${name}`,
    permalink: `https://${world.team.domain}.slack.com/files/${file.by}/${file.id}/${name}`,
    has_rich_preview: false,
    file_access: 'visible',
    channels: file.channels.filter((id) => world.channels.get(id)?.kind === 'public'),
    groups: file.channels.filter((id) => world.channels.get(id)?.kind === 'private'),
    ims: file.channels.filter((id) => world.channels.get(id)?.kind === 'im'),
  }
}

/** As a message carries it: of a foreigner's file an event says only that one may ask. */
export function fileInMessage(world: World, file: File): Json {
  if (world.people.get(file.by)?.kind !== 'stranger') return fileObject(world, file)
  return {
    id: file.id,
    created: 0,
    timestamp: 0,
    user: '',
    mode: 'file_access',
    file_access: 'check_file_info',
  }
}
