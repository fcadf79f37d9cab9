import { createLazyRoute } from '@tanstack/react-router';
import { PeoplePage } from './PeoplePage';

export const route = createLazyRoute('/w/$workspace/profiles')({ component: PeoplePage });
