import { createLazyRoute } from '@tanstack/react-router';
import { PipelinePage } from './PipelinePage';

export const route = createLazyRoute('/w/$workspace/pipeline')({ component: PipelinePage });
