package dev.tributary.warehouse.http;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.model.TableSource;
import dev.tributary.warehouse.run.Run;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of a run the caller sees. The number of rows that meet a query's conditions answers
 * any question about the rows. So a caller who may not read personal data gets approximate numbers,
 * by the rule for numbers of people ({@link CountNoise}). Thread-safe.
 */
public final class RunVisibilityPolicy {
  private final DefinitionStore<ModelSpec> models;
  private final Tenant tenant;
  private final CountNoise blur;

  public RunVisibilityPolicy(DefinitionStore<ModelSpec> models, Tenant tenant, CountNoise blur) {
    this.models = models;
    this.tenant = tenant;
    this.blur = blur;
  }

  /** A run, also if its model has changed or is deleted. */
  RunView view(Run run) {
    return view(run, model(run));
  }

  /**
   * For several runs, or for repeated use: each model is read once, and the caller is read only at
   * the start.
   */
  Function<Run, RunView> views() {
    boolean personalData = tenant.mayReadPersonalData();
    MemberNames names = MemberNames.seenBy(tenant);
    Map<ModelId, Optional<StoredDefinition<ModelSpec>>> known = new HashMap<>();
    return run ->
        view(
            run,
            known.computeIfAbsent(run.model(), _ -> Optional.ofNullable(model(run))).orElse(null),
            personalData,
            names);
  }

  /**
   * For a stream, which goes on after the request: the caller is read only at the start. The model
   * is read for each view, because a change of it can hide exact numbers.
   */
  Function<Run, RunView> liveViews() {
    boolean personalData = tenant.mayReadPersonalData();
    MemberNames names = MemberNames.seenBy(tenant);
    return run -> view(run, model(run), personalData, names);
  }

  /**
   * @param model of the run; null if it is deleted
   */
  RunView view(Run run, @Nullable StoredDefinition<ModelSpec> model) {
    return view(run, model, tenant.mayReadPersonalData(), MemberNames.seenBy(tenant));
  }

  private RunView view(
      Run run,
      @Nullable StoredDefinition<ModelSpec> model,
      boolean personalData,
      MemberNames names) {
    if (personalData || readsTable(run, model)) {
      return RunView.of(run, names);
    }
    String asked = model == null ? "" : model.spec().source().select();
    return RunView.rounded(
        run,
        ApproximateCounts.of(
            run.counts(),
            (number, name) ->
                blur.of(number, run.workspace().value(), "run", run.model().value(), asked, name)),
        names);
  }

  /**
   * Whether the caller sees rows of a run, masked or not: the number of rows reveals as much as the
   * rows.
   */
  boolean showsRows(Run run) {
    return tenant.mayReadPersonalData() || readsTable(run, model(run));
  }

  /**
   * The source of a run's rows is known only while its model is the same as when the run was
   * queued.
   */
  private static boolean readsTable(Run run, @Nullable StoredDefinition<ModelSpec> model) {
    return model != null
        && model.spec().source() instanceof TableSource.Table
        && !model.updatedAt().isAfter(run.queuedAt());
  }

  private @Nullable StoredDefinition<ModelSpec> model(Run run) {
    return models.find(run.workspace(), run.model().value()).orElse(null);
  }
}
