import { createLazyRoute } from '@tanstack/react-router';
import { SourcePage } from './SourcePage';

export const route = createLazyRoute('/w/$workspace/sources/$source')({ component: SourcePage });
