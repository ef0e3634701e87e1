import './quick-load.ts'

await import('./run-desk.ts')
