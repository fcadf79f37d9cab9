import { createLazyRoute } from '@tanstack/react-router';
import { AlertsPage } from './AlertsPage';

export const route = createLazyRoute('/w/$workspace/alerts')({ component: AlertsPage });
