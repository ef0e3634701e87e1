import { build } from 'vite'

/** The page's files by path, made in memory: nothing is left behind, and nothing can be stale. */
export async function buildPage(): Promise<Map<string, string | Uint8Array>> {
  const built = await build({
    root: new URL('page', import.meta.url).pathname,
    configFile: false,
    logLevel: 'error',
    esbuild: { jsx: 'automatic' },
    build: { write: false, modulePreload: false, assetsInlineLimit: 0 },
  })
  if ('close' in built) throw new Error('The page was to be built once, not watched')
  return new Map(
    [built]
      .flat()
      .flatMap(({ output }) => output)
      .map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  )
}
