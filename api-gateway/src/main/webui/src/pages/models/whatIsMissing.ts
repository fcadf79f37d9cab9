import type { ModelDraft } from './modelDraft';

export interface Missing {
  field: 'primaryKey' | 'entity' | 'mapping' | 'name' | 'schedule';
  reason: 'key' | 'entity' | 'identifier' | 'target' | 'name' | 'minutes' | 'expression';
}

/** The first thing without which a step is not done; null if it is. */
export function whatIsMissing(step: 'key' | 'mapping' | 'run', draft: ModelDraft): Missing | null {
  const { primaryKey, person, entity, mapping, name, schedule } = draft;
  switch (step) {
    case 'key':
      if (primaryKey.length === 0) {
        return { field: 'primaryKey', reason: 'key' };
      }
      return !person && entity.trim() === '' ? { field: 'entity', reason: 'entity' } : null;
    case 'mapping': {
      if (Object.keys(mapping.identifiers).length === 0) {
        return { field: 'mapping', reason: 'identifier' };
      }
      const targets = [mapping.traits, mapping.consent, mapping.subscriptions].flatMap((part) =>
        Object.values(part),
      );
      return targets.includes('') ? { field: 'mapping', reason: 'target' } : null;
    }
    case 'run':
      if (name.trim() === '') {
        return { field: 'name', reason: 'name' };
      }
      if (schedule.kind === 'every' && !(Number(schedule.minutes) >= 1)) {
        return { field: 'schedule', reason: 'minutes' };
      }
      return schedule.kind === 'cron' && schedule.expression.trim().split(/\s+/).length !== 5
        ? { field: 'schedule', reason: 'expression' }
        : null;
  }
}
