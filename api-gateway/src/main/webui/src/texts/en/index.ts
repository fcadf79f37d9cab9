import activation from './activation.json';
import administration from './administration.json';
import alertRules from './alertRules.json';
import alerts from './alerts.json';
import approvals from './approvals.json';
import audiences from './audiences.json';
import audit from './audit.json';
import builder from './builder.json';
import chart from './chart.json';
import common from './common.json';
import connectors from './connectors.json';
import data from './data.json';
import deliveries from './deliveries.json';
import destinations from './destinations.json';
import dictionary from './dictionary.json';
import events from './events.json';
import filing from './filing.json';
import funnel from './funnel.json';
import history from './history.json';
import home from './home.json';
import identity from './identity.json';
import inbox from './inbox.json';
import invitation from './invitation.json';
import limits from './limits.json';
import matching from './matching.json';
import pipeline from './pipeline.json';
import plan from './plan.json';
import profiles from './profiles.json';
import progress from './progress.json';
import promise from './promise.json';
import quality from './quality.json';
import shell from './shell.json';
import sources from './sources.json';
import steps from './steps.json';
import syncs from './syncs.json';
import team from './team.json';
import trial from './trial.json';
import unmerge from './unmerge.json';
import whyNot from './whyNot.json';
import workspace from './workspace.json';

/** Every text of the screens, a file for each area. */
export const en = {
  ...activation,
  ...administration,
  ...alertRules,
  ...alerts,
  ...approvals,
  ...audiences,
  ...audit,
  ...builder,
  ...chart,
  ...common,
  ...connectors,
  ...data,
  ...deliveries,
  ...destinations,
  ...dictionary,
  ...events,
  ...filing,
  ...funnel,
  ...history,
  ...home,
  ...identity,
  ...inbox,
  ...invitation,
  ...limits,
  ...matching,
  ...pipeline,
  ...plan,
  ...profiles,
  ...progress,
  ...promise,
  ...quality,
  ...shell,
  ...sources,
  ...steps,
  ...syncs,
  ...team,
  ...trial,
  ...unmerge,
  ...whyNot,
  ...workspace,
};
