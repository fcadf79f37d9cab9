import { createLazyRoute } from '@tanstack/react-router';
import { TraitPage } from './TraitPage';

export const route = createLazyRoute('/w/$workspace/dictionary/trait')({ component: TraitPage });
