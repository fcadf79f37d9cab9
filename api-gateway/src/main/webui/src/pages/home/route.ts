import { createLazyRoute } from '@tanstack/react-router';
import { HomePage } from './HomePage';

export const route = createLazyRoute('/w/$workspace/')({ component: HomePage });
