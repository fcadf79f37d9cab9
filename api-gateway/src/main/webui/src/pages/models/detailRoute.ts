import { createLazyRoute } from '@tanstack/react-router';
import { ModelPage } from './ModelPage';

export const route = createLazyRoute('/w/$workspace/models/$model')({ component: ModelPage });
