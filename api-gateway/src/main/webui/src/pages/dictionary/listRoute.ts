import { createLazyRoute } from '@tanstack/react-router';
import { DictionaryPage } from './DictionaryPage';

export const route = createLazyRoute('/w/$workspace/dictionary')({ component: DictionaryPage });
