import type { Env } from './env.ts'

export type DeskAddress = Pick<Env, 'PUBLIC_URL' | 'HTTP_PORT'>

/** A page of the desk, by its path. A process that opens no console and is told of none knows no port. */
export function deskLink(env: DeskAddress, path: string): string {
  return new URL(path, env.PUBLIC_URL ?? `http://localhost:${env.HTTP_PORT || 80}`).href
}
