import { defineConfig } from 'drizzle-kit'

/** `npm run generate` writes the next migration from the schema; `db/migrate.ts` applies them at start. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/*.ts',
  out: './db/migrations',
  casing: 'snake_case',
  entities: { roles: false },
})
