package dev.tributary.identity.suggestion;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Matching;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.suggestion.RunResult.Step;
import java.util.Iterator;
import java.util.Set;

/** One run of matching, from reading to writing. Confined to one thread. */
final class MatchingRun {
  private static final int PROGRESS_EVERY = 10_000;

  private final Job job;
  private final RunSpec spec;
  private final JobContext context;
  private final Matching matching;
  private final MatchingStore store;
  private final AutomaticMerges merges;
  private RunResult soFar = RunResult.BEGUN;

  MatchingRun(
      Job job,
      RunSpec spec,
      JobContext context,
      Matching matching,
      MatchingStore store,
      AutomaticMerges merges) {
    this.job = job;
    this.spec = spec;
    this.context = context;
    this.matching = matching;
    this.store = store;
    this.merges = merges;
  }

  RunResult run() {
    report(soFar);
    Matching.Loaded loaded = matching.load(reporting(store.people(job.workspace())));
    report(soFar.read(loaded.records(), loaded.blocksLeftOut()).at(Step.LEARNING));
    Model trained = matching.train();
    report(soFar.at(Step.COMPARING));
    matching.compare(trained, QualityMeasurement.LEAST);
    report(soFar.at(Step.WRITING));
    return write(trained);
  }

  private RunResult write(Model trained) {
    WorkspaceId workspace = job.workspace();
    QualityMeasurement measuring = new QualityMeasurement(store.labels(workspace));
    SuggestionWriter writer = new SuggestionWriter(job, store, merges, merger());
    matching.forEachFound(
        trained,
        suggestion -> {
          measuring.found(suggestion.pair(), suggestion.probability());
          if (suggestion.probability() >= spec.suggestFrom()) {
            context.check();
            writer.take(suggestion);
          }
        });
    return writer.end(soFar).ended(trained, measuring.measured());
  }

  private AutomaticMergeSelection merger() {
    Double mergeFrom = spec.mergeFrom();
    Set<String> crowded =
        mergeFrom == null
            ? Set.of()
            : matching.crowded(mergeFrom, AutomaticMergeSelection.MOST_PAIRS);
    AutomaticMergeSelection merger =
        new AutomaticMergeSelection(mergeFrom, crowded, store.cuts(job.workspace()));
    // The merges of an earlier attempt may not be applied yet.
    store.merged(job.workspace(), job.id()).forEach(merger::merged);
    return merger;
  }

  private Iterator<MatchRecord> reporting(Iterator<MatchRecord> people) {
    return new Iterator<>() {
      private long read;

      @Override
      public boolean hasNext() {
        return people.hasNext();
      }

      @Override
      public MatchRecord next() {
        read++;
        if (read % PROGRESS_EVERY == 0) {
          context.check();
          report(soFar.read(read, 0));
        }
        return people.next();
      }
    };
  }

  private void report(RunResult now) {
    soFar = now;
    context.progress(Json.MAPPER.valueToTree(now));
  }
}
