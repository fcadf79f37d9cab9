import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoadLimit } from './build/firstLoadLimit.ts';
import { mantineStyles } from './build/mantineStyles.ts';
import { textsOnUse } from './build/textsOnUse.ts';

/** Where `npm run dev` finds a running gateway. */
const gateway = process.env.GATEWAY_URL ?? 'http://localhost:8080';

/** The gateway accepts changes from its own origin only; the development server speaks for it. */
const asGateway = { target: gateway, changeOrigin: true, headers: { origin: gateway } };

export default defineConfig({
  plugins: [
    textsOnUse(fileURLToPath(new URL('./src/texts/en', import.meta.url))),
    react(),
    mantineStyles(),
    firstLoadLimit(300_000),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The content security policy allows no data: scripts or fonts, so nothing is inlined.
  build: { assetsInlineLimit: 0, target: 'es2023' },
  server: { proxy: { '/api': asGateway, '/auth': asGateway } },
});
