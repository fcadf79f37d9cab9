import { createLazyRoute } from '@tanstack/react-router';
import { InboxPage } from './InboxPage';

export const route = createLazyRoute('/w/$workspace/inbox')({ component: InboxPage });
