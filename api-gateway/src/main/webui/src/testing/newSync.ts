import { Api } from './api';
import { loyal } from './audiences';
import { connector, crm } from './hubspot';
import { pageOf } from './northwind';
import { newSyncCounts } from './syncs';

/** A workspace with an audience and a CRM, in which a sync can be created. */
export function apiOfNewSync(): Api {
  const api = new Api();
  api.on('listConnectors', pageOf(connector));
  api.on('listDestinations', pageOf(crm));
  api.on('listAudiences', pageOf(loyal));
  api.empty('listSyncs', 'listModels');
  api.on(
    'listTraits',
    pageOf({ trait: 'firstName', type: 'text', types: ['text'], classification: 'personal' }),
  );
  api.on('countNewSync', newSyncCounts);
  return api;
}
