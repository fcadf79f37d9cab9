import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, test, vi } from 'vitest';
import '@/texts/i18n';
import type { RebuildResult } from '@/api/generated/model';
import type { TrialReport } from '../trialContract';
import { useTrialWords } from './useTrialWords';

vi.stubGlobal('navigator', { languages: ['en'] });

type Words = ReturnType<typeof useTrialWords>;

function said<T>(by: (words: Words) => T): T {
  const answers: T[] = [];
  renderToStaticMarkup(
    createElement(() => {
      answers.push(by(useTrialWords()));
      return null;
    }),
  );
  return answers[0] as T;
}

const REPORT: TrialReport = {
  complete: true,
  reached: '2026-03-05T10:00:00Z',
  inputs: 50_000,
  forgotten: 0,
  from: '2025-12-01T10:00:00Z',
  people: { before: 1_204, after: 1_180, unchanged: 1_100, partly: 0 },
  joined: 30,
  parted: 6,
  events: { newlySetAside: 0, newlyCounted: 0 },
  leftOut: [],
  largest: { before: [], after: [] },
  samples: [],
};

const people = (before: number, after: number, joined: number, parted: number) =>
  said((words) =>
    words.people({
      ...REPORT,
      people: { ...REPORT.people, before, after },
      joined,
      parted,
    }),
  );

test.each([
  [
    1_204,
    1_180,
    30,
    6,
    '1,204 people become 1,180: 30 would be merged into others and 6 would be new after unmerges.',
  ],
  [2, 1, 1, 0, '2 people become 1: 1 would be merged into another.'],
  [1, 2, 0, 1, '1 person becomes 2: 1 would be new after an unmerge.'],
  [10, 10, 0, 0, 'Nothing would change for 10 people.'],
  [0, 0, 0, 0, 'The history has no people yet.'],
  [
    10,
    7,
    1,
    0,
    '10 people become 7: 1 would be merged into another and 2 would have no valid identifier left.',
  ],
  [10, 11, 0, 0, '10 people become 11: 1 would become known.'],
])(
  '%d people who become %d, of whom %d joined and %d parted',
  (before, after, joined, parted, sentence) => {
    expect(people(before, after, joined, parted)).toBe(sentence);
  },
);

describe('beside who would be whom', () => {
  it('says nothing where there is nothing to say', () => {
    expect(said(({ notes }) => notes(REPORT))).toEqual([]);
    expect(said(({ events }) => events(REPORT))).toEqual([]);
  });

  it('says whom and what it leaves out', () => {
    const report = {
      ...REPORT,
      people: { ...REPORT.people, partly: 12 },
      forgotten: 1,
    };
    expect(said(({ notes }) => notes(report))).toEqual([
      'Part of the history of 12 people is lost: they are left out, and do not change.',
      '1 event is no longer stored and could not be tried.',
    ]);
  });

  it('says how far it holds where the time was up', () => {
    const report = { ...REPORT, complete: false };
    expect(said(({ incomplete }) => incomplete(REPORT))).toBeNull();
    expect(said(({ incomplete }) => incomplete(report))).toBe(
      'The time limit was reached before all of the history was read. The result covers the history up to Mar 5, 2026.',
    );
    expect(said(({ incomplete }) => incomplete({ ...report, reached: null }))).toBe(
      'The time limit was reached before all of the history was read.',
    );
  });

  it('says what becomes of events', () => {
    const report = { ...REPORT, events: { newlySetAside: 1, newlyCounted: 3_000 } };
    expect(said(({ events }) => events(report))).toEqual([
      '1 event that was applied would be quarantined, because it would have no valid identifier.',
      '3,000 events in quarantine would be applied.',
    ]);
  });

  it('says how far back it goes', () => {
    expect(said(({ history }) => history(REPORT))).toBe(
      '50,000 events were read, from Dec 1, 2025 on.',
    );
    expect(said(({ history }) => history({ ...REPORT, inputs: 1, from: null }))).toBe(
      '1 event was read.',
    );
  });

  it('says how far it is', () => {
    const reading = { inputs: 1_200, of: 50_000, reached: null };
    expect(said(({ read }) => read(reading))).toBe('1,200 of 50,000 events read');
    expect(said(({ read }) => read({ ...reading, reached: '2026-03-05T10:00:00Z' }))).toBe(
      '1,200 of 50,000 events read, up to Mar 5, 2026',
    );
  });
});

describe('after a rebuild', () => {
  const result: RebuildResult = {
    people: 36,
    joined: 30,
    parted: 6,
    partly: 0,
    tooLarge: 0,
    complete: true,
  };

  it('says who changed', () => {
    expect(said(({ changed }) => changed(result))).toBe(
      '36 people changed: 30 were merged into others and 6 are new after unmerges.',
    );
    expect(said(({ changed }) => changed({ ...result, people: 1, joined: 0, parted: 0 }))).toBe(
      '1 person changed.',
    );
    expect(said(({ changed }) => changed({ ...result, people: 0, joined: 0, parted: 0 }))).toBe(
      'No profile changed.',
    );
  });

  it('says who did not, and why', () => {
    expect(said(({ unchanged }) => unchanged(result))).toEqual([]);
    expect(
      said(({ unchanged }) => unchanged({ ...result, partly: 12, tooLarge: 1, complete: false })),
    ).toEqual([
      'Some people could not be checked. Rebuild again to include them.',
      'Part of the history of 12 people is lost: they did not change.',
      '1 person is connected with too many others for a rebuild, and did not change.',
    ]);
  });
});
