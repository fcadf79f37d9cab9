import { createLazyRoute } from '@tanstack/react-router';
import { ConnectionsPage } from './ConnectionsPage';

export const route = createLazyRoute('/w/$workspace/connections')({ component: ConnectionsPage });
