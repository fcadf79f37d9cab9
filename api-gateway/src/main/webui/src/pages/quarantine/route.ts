import { createLazyRoute } from '@tanstack/react-router';
import { QuarantinePage } from './QuarantinePage';

export const route = createLazyRoute('/w/$workspace/quarantine')({ component: QuarantinePage });
