import { createLazyRoute } from '@tanstack/react-router';
import { SourcesPage } from './SourcesPage';

export const route = createLazyRoute('/w/$workspace/sources')({ component: SourcesPage });
