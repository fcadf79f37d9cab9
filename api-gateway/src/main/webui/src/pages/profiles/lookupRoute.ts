import { createLazyRoute } from '@tanstack/react-router';
import { LookupPage } from './LookupPage';

export const route = createLazyRoute('/w/$workspace/profiles')({ component: LookupPage });
