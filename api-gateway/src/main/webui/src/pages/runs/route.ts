import { createLazyRoute } from '@tanstack/react-router';
import { RunPage } from './RunPage';

export const route = createLazyRoute('/w/$workspace/runs/$run')({ component: RunPage });
