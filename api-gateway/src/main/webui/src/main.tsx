import './theme/mantine.css';
import './theme/tokens.css';
import './texts/i18n';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { styleNonce } from './app/nonce';
import { routerOf } from './app/router';

// Dialogs lock scrolling with a style element of their own, which the policy admits with the nonce only.
setNonce(styleNonce);

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element with the id root');
}
createRoot(root).render(
  <StrictMode>
    <App router={routerOf()} />
  </StrictMode>,
);
