import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, mergeConfig, type UserConfig } from 'vite';
import { fewerFiles } from './build/fewerFiles.ts';
import { firstLoadLimit } from './build/firstLoadLimit.ts';
import { mantineStyles } from './build/mantineStyles.ts';
import { operationsOnUse } from './build/operationsOnUse.ts';
import { textsOnUse } from './build/textsOnUse.ts';

/** Where `npm run dev` finds a running gateway. */
const gateway = process.env.GATEWAY_URL ?? 'http://localhost:8080';

/** The gateway accepts changes from its own origin only; the development server speaks for it. */
const asGateway = { target: gateway, changeOrigin: true, headers: { origin: gateway } };

/** New for each build: a plugin keeps what it has seen. */
export const application = (): UserConfig => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    operationsOnUse(),
    textsOnUse(fileURLToPath(new URL('./src/texts/en', import.meta.url))),
    react(),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // The content security policy allows no data: scripts or fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    target: 'es2023',
    // The limit is on what a page loads, not on one file of it.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      // A page then loads the operations that it uses, not all that the module of them names.
      treeshake: {
        moduleSideEffects: [{ test: /\/src\/api\/generated\//, sideEffects: false }],
      },
    },
  },
});

export default defineConfig(async ({ command }) =>
  mergeConfig<UserConfig, UserConfig>(application(), {
    plugins: [mantineStyles(), firstLoadLimit(300_000)],
    build:
      command === 'build'
        ? {
            rolldownOptions: {
              output: { codeSplitting: await fewerFiles(application(), 'application') },
            },
          }
        : {},
    server: {
      proxy: { '/api': asGateway, '/auth': asGateway, '/assets/docs': asGateway },
    },
  }),
);
