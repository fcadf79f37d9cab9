import { createLazyRoute } from '@tanstack/react-router';
import { NewSourcePage } from './NewSourcePage';

export const route = createLazyRoute('/w/$workspace/sources/new')({ component: NewSourcePage });
