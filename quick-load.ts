import { enableCompileCache, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * Halves the time from the start to the first line of ours; so it goes before every other import. Node keeps what it
 * has compiled, where it may write; and it does not read drizzle-orm's package.json, which is 130 kB, once more for
 * each of that package's several hundred files, all of which are modules that name each other in full.
 */
enableCompileCache(fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)))

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context
    if (!specifier.startsWith('.') || !parentURL?.includes('/node_modules/drizzle-orm/'))
      return next(specifier, context)
    return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
  },
})
