import { createLazyRoute } from '@tanstack/react-router';
import { NewModelPage } from './NewModelPage';

export const route = createLazyRoute('/w/$workspace/models/new')({ component: NewModelPage });
