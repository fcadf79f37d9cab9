import { expect, test } from 'vitest';
import { pipelineWith, stage } from '@/testing/pipeline';
import { dataUpTo } from './stages';

const NOW = '2026-03-02T09:00:00Z';
const EARLIER = '2026-03-02T08:40:00Z';
const LATER = '2026-03-02T08:50:00Z';

const behind = (behindSince: string | null) => ({ behind: { events: 4 }, behindSince });

test('a stage that has processed everything has the data up to the time of the answer', () => {
  const audiences = stage('audiences');
  const pipeline = pipelineWith({ asOf: NOW, stages: [stage('identity'), audiences] });
  expect(dataUpTo(pipeline, audiences)).toBe(NOW);
});

test('the data of a stage are as old as what the stage or an earlier one has not processed', () => {
  const identity = stage('identity', behind(LATER));
  const audiences = stage('audiences', behind(EARLIER));
  const destinations = stage('destinations');
  const pipeline = pipelineWith({ asOf: NOW, stages: [identity, audiences, destinations] });
  expect(dataUpTo(pipeline, identity)).toBe(LATER);
  expect(dataUpTo(pipeline, audiences)).toBe(EARLIER);
  expect(dataUpTo(pipeline, destinations)).toBe(EARLIER);
  expect(dataUpTo(pipeline, stage('read-trail'))).toBe(NOW);
});

test('behind a stage whose delay is unknown, nothing is said of the age of the data', () => {
  const identity = stage('identity', behind(null));
  const audiences = stage('audiences', behind(EARLIER));
  const pipeline = pipelineWith({ asOf: NOW, stages: [identity, audiences] });
  expect(dataUpTo(pipeline, identity)).toBeNull();
  expect(dataUpTo(pipeline, audiences)).toBeNull();
});
