import { createLazyRoute } from '@tanstack/react-router';
import { ModelsPage } from './ModelsPage';

export const route = createLazyRoute('/w/$workspace/models')({ component: ModelsPage });
