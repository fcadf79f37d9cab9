import { Api } from './api';
import { pipelineWith } from './pipeline';

const AT = '2026-03-02T09:00:00Z';

/**
 * An API that answers everything that Home asks for: a workspace without sources, people,
 * audiences and destinations, and a pipeline that has processed everything.
 */
export function emptyHome(): Api {
  const api = new Api();
  api.empty('listSources', 'listAudiences', 'listDestinations', 'listSyncs', 'listModels');
  api.empty('listEvents', 'listWarehouses', 'listDeliveries', 'listDeliveryCauses');
  api.empty('listConflicts');
  api.on('readClock', { now: AT, offset: 'PT0S' });
  api.on('readIdentitySummary', { identifiers: 0, merges: 0, profiles: 0, waiting: 0 });
  api.on('readIdentityHealth', { largest: [], merges: [], suspected: 0 });
  api.on('readPipeline', pipelineWith());
  api.on('listEventCounts', { countedUntil: null, data: [] });
  api.on('listWorkspaceDeliveryCounts', { countedSince: AT, countedUntil: AT, data: [] });
  return api;
}
