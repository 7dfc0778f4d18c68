import { defineConfig } from 'prisma/config'

// `prisma generate` looks for an engine that it never uses; any existing executable stops it from downloading one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema', migrations: { path: 'prisma/migrations' } })
