import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig, type Plugin } from 'vite'

const forPages = '#core/tickets/words.ts' // Words alone, of which a page may carry a copy.

/**
 * The server bundle asks Node for `#core` and `#db`, so that there is one copy of them at run time; a page that
 * would carry anything else of them to the browser does not build.
 */
function oneCopyOfCore(): Plugin {
  return {
    name: 'one-copy-of-core',
    enforce: 'pre',
    resolveId(source, importer, { ssr }) {
      if (!/^#(core|db)\//.test(source)) return undefined
      if (ssr) return { id: source, external: true }
      if (source === forPages) return undefined
      return this.error(
        `${importer} would bring ${source} into the browser: import only its types.`,
      )
    },
  }
}

export default defineConfig({
  plugins: [
    oneCopyOfCore(),
    remix({
      appDirectory: 'console',
      buildDirectory: 'console/build',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  // Bundled into the server too, so that it loads only the parts that pages use.
  ssr: { noExternal: [/^@mantine\//, /^@tabler\//, 'clsx'] },
  build: { assetsInlineLimit: 0, reportCompressedSize: false },
})
