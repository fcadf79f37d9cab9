// Tests of a component without the application have no `Appearance`, which writes these variables.
import '@mantine/core/styles/default-css-variables.layer.css';
import '@/theme/mantine.css';
import '@/theme/tokens.css';
import '@/texts/i18n';
import { afterEach, beforeEach } from 'vitest';
import { page } from 'vitest/browser';
import { restoreConfirm } from './confirm';
import { closeApp } from './open';

beforeEach(async () => {
  await page.viewport(1280, 900);
});

afterEach(() => {
  restoreConfirm();
  localStorage.clear();
  sessionStorage.clear();
  closeApp();
});
