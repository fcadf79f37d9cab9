import { createLazyRoute } from '@tanstack/react-router';
import { SyncsPage } from './SyncsPage';

export const route = createLazyRoute('/w/$workspace/syncs')({ component: SyncsPage });
