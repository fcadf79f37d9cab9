package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.warehouse.WarehouseEnvironment;
import dev.tributary.warehouse.postgres.ModelFacts;
import dev.tributary.warehouse.postgres.PostgresRuns;
import dev.tributary.warehouse.run.Scheduler;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models run by themselves, by their workspace's business time. */
@QuarkusTest
@QuarkusTestResource(WarehouseEnvironment.class)
class ScheduledRunsTest {
  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  @Inject Scheduler scheduler;
  @Inject PostgresRuns queued;
  @Inject WorkspaceDirectory workspaces;

  private Shop shop;

  @BeforeEach
  void aTableOfPeople() throws Exception {
    shop = Shop.open();
    shop.table(
        "shop.duckdb",
        "create table customers as select i as id, 'e' as email, 0.5 as score from range(3) t(i)");
    shop.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
  }

  @Test
  void aModelRunsOnceWheneverItsTimeHasCome() throws Exception {
    String hourly = scheduled("hourly", Map.of("kind", "interval", "every", "PT1H"));
    String never = scheduled("never", Map.of("kind", "manual"));
    Instant due = due(hourly, Instant.EPOCH);
    assertThat(Duration.between(Instant.now(), due))
        .isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
    assertThat(runs(hourly)).isEmpty();

    shop.moveClock(Duration.ofHours(1));
    String first = runs(hourly, 1).getFirst();
    assertThat(shop.finished(first).getString("trigger")).isEqualTo("schedule");
    assertThat(shop.changes(first)).hasSize(3);
    Instant next = due(hourly, due);

    // Due five times over while nobody looked.
    shop.moveClock(Duration.ofHours(6));
    assertThat(due(hourly, next)).isAfter(Instant.now().plus(Duration.ofHours(6)));
    List<String> both = runs(hourly, 2);
    shop.finished(both.getFirst());
    assertThat(runs(hourly)).containsExactlyElementsOf(both);
    assertThat(runs(never)).isEmpty();
  }

  @Test
  void theEndOfTheLastSuccessfulRunOfEachModelIsAFact() {
    Instant before = Instant.now().minusSeconds(1);
    String model = scheduled("manual", Map.of("kind", "manual"));
    Fact.FinishedRun created = finished();
    assertThat(created.model()).isEqualTo(new ModelId(model));
    assertThat(created.at()).as("its creation").isAfter(before);
    queued.enqueue(shop.workspace(), new ModelId(model), "manual", null);
    String first = runs(model, 1).getFirst();
    assertThat(shop.finished(first).getString("state")).isEqualTo("succeeded");
    Instant ended = finished().at();
    assertThat(ended).isAfter(created.at());
    Jdbi.create(worker)
        .useHandle(handle ->
            handle.execute(
                """
                insert into run (workspace, id, model, state, trigger, queued_at, ended_at, counts)
                select workspace, 'run_zzz', model, 'FAILED', trigger, now(), now(), counts
                from run where id = ?\
                """,
                first));
    assertThat(finished().at()).as("a run that failed does not count").isEqualTo(ended);
  }

  private Fact.FinishedRun finished() {
    return new ModelFacts(Jdbi.create(worker), workspaces)
        .facts(shop.workspace()).stream()
            .filter(Fact.FinishedRun.class::isInstance)
            .map(Fact.FinishedRun.class::cast)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void aCronModelIsDueByTheClockAndAChangedScheduleIsReckonedAnew() throws Exception {
    String nightly = scheduled("nightly", Map.of("kind", "cron", "expression", "0 3 * * *"));
    Instant due = due(nightly, Instant.EPOCH);
    assertThat(due.toString()).endsWith("T03:00:00Z");
    assertThat(due).isAfter(Instant.now()).isBefore(Instant.now().plus(Duration.ofHours(25)));
    shop.as("engineer")
        .contentType("application/merge-patch+json")
        .body(Map.of("schedule", Map.of("kind", "cron", "expression", "30 4 * * *")))
        .patch("/models/nightly")
        .then()
        .statusCode(200);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() -> assertThat(next(nightly).toString()).endsWith("T04:30:00Z"));
    assertThat(runs(nightly)).isEmpty();
    shop.moveClock(Duration.ofDays(2));
    shop.finished(runs(nightly, 1).getFirst());
  }

  @Test
  void aChangeOfTagsOrNameDoesNotMoveTheNextRun() throws Exception {
    String hourly = scheduled("hourly", Map.of("kind", "interval", "every", "PT1H"));
    Instant due = due(hourly, Instant.EPOCH);
    shop.moveClock(Duration.ofMinutes(40));
    for (Map<String, Object> change :
        List.<Map<String, Object>>of(
            Map.of("tags", List.of("shop")),
            Map.of("tags", List.of()),
            Map.of("name", "Each hour"))) {
      shop.as("engineer")
          .contentType("application/merge-patch+json")
          .body(change)
          .patch("/models/hourly")
          .then()
          .statusCode(200);
    }
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() ->
            shop.as("viewer").get("/models/hourly").then().body("nextRunAt", is(due.toString())));
    assertThat(runs(hourly)).isEmpty();
    shop.moveClock(Duration.ofMinutes(70));
    shop.finished(runs(hourly, 1).getFirst());
  }

  @Test
  void aPausedScheduleRestsUntilItIsResumedAndModelsTellWhenTheyAreDue() throws Exception {
    String hourly = scheduled("hourly", Map.of("kind", "interval", "every", "PT1H"));
    Instant due = due(hourly, Instant.EPOCH);
    shop.as("viewer").get("/models/hourly").then().body("nextRunAt", is(due.toString()));
    pause(true);
    shop.as("viewer").get("/models/hourly").then().body("nextRunAt", nullValue());
    shop.moveClock(Duration.ofHours(2));
    String other = scheduled("other", Map.of("kind", "interval", "every", "PT1H"));
    due(other, Instant.EPOCH);
    shop.moveClock(Duration.ofHours(4));
    shop.finished(runs(other, 1).getFirst());
    assertThat(runs(hourly)).isEmpty();

    pause(false);
    due(hourly, due);
    shop.moveClock(Duration.ofHours(6));
    String run = shop.finished(runs(hourly, 1).getFirst()).getString("id");
    shop.as("viewer")
        .get("/models")
        .then()
        .body("data.find { it.key == 'hourly' }.lastSuccess.id", is(run))
        .body("data.find { it.key == 'hourly' }.lastRun.counts.added", is(3));
  }

  @Test
  void anIntervalIsRefusedOutsideItsBoundsWithWhatIsAccepted() {
    scheduled("hourly", Map.of("kind", "interval", "every", "PT1H"));
    for (String every : List.of("PT2562047788015H", "P367D", "PT59S", "-PT1H", "soon")) {
      shop.as("engineer")
          .contentType("application/merge-patch+json")
          .body(Map.of("schedule", Map.of("kind", "interval", "every", every)))
          .patch("/models/hourly")
          .then()
          .statusCode(422)
          .body("errors[0].pointer", is("/schedule/every"))
          .body("errors[0].detail", containsString("P366D"));
    }
  }

  /** As an earlier version stored it, and as no version can read it. */
  @Test
  void aScheduleThatCannotBeReckonedStopsNobodyElses() throws Exception {
    String absurd = scheduled("absurd", Map.of("kind", "interval", "every", "PT1H"));
    String unreadable = scheduled("unreadable", Map.of("kind", "interval", "every", "PT1H"));
    due(absurd, Instant.EPOCH);
    due(unreadable, Instant.EPOCH);
    store(absurd, "{\"kind\": \"interval\", \"every\": \"PT2562047788015H\"}");
    store(unreadable, "{\"kind\": \"moonphase\"}");
    String other = scheduled("other", Map.of("kind", "interval", "every", "PT1H"));
    due(other, Instant.EPOCH);
    shop.moveClock(Duration.ofHours(2));
    shop.finished(runs(other, 1).getFirst());
    assertThat(runs(unreadable)).isEmpty();
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(
            () -> assertThat(next(absurd)).isAfter(Instant.now().plus(Duration.ofDays(365))));
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() -> assertThat(scheduler.age()).isLessThan(Duration.ofMinutes(1)));
    shop.as("viewer").get("/models/absurd").then().statusCode(200);
    Jdbi.create(worker)
        .useHandle(handle ->
            handle.execute("update definition set deleted = true where id = ?", unreadable));
  }

  /** The other workspace's run shows that workers have looked for work meanwhile. */
  @Test
  void aRunOfAHeldWorkspaceWaitsUntilTheWorkspaceIsRestored() throws Exception {
    ModelId model = new ModelId(scheduled("waiting", Map.of("kind", "manual")));
    shop.holdSince(Instant.now());
    await().atMost(Shop.PATIENCE).until(() -> workspaces.held(shop.workspace()));
    RunId waiting = queued.enqueue(shop.workspace(), model, "manual", null).orElseThrow().id();
    Shop other = Shop.open();
    other.table(
        "shop.duckdb", "create table customers as select 1 as id, 'e' as email, 0.5 as score");
    other.warehouse("shop", Map.of("kind", "files", "path", "shop.duckdb"));
    other.finished(other.run(other.people("customers", "shop", "customers")));
    assertThat(state(waiting)).isEqualTo("QUEUED");
    shop.holdSince(null);
    await()
        .atMost(Shop.PATIENCE)
        .untilAsserted(() -> assertThat(state(waiting)).isEqualTo("SUCCEEDED"));
  }

  private String state(RunId run) {
    return Jdbi.create(worker)
        .withHandle(handle ->
            handle
                .createQuery("select state from run where id = :id")
                .bind("id", run.value())
                .mapTo(String.class)
                .one());
  }

  private void store(String model, String schedule) {
    Jdbi.create(worker)
        .useHandle(handle ->
            handle.execute(
                "update definition set version = version + 1, spec = jsonb_set(spec,"
                    + " '{schedule}', ?::jsonb) where id = ?",
                schedule,
                model));
  }

  private void pause(boolean paused) {
    shop.as("engineer")
        .contentType("application/merge-patch+json")
        .body(Map.of("paused", paused))
        .patch("/models/hourly")
        .then()
        .statusCode(200)
        .body("paused", is(paused));
  }

  private String scheduled(String key, Map<String, Object> schedule) {
    return shop.people(key, "shop", Map.of("table", "customers", "schedule", schedule));
  }

  /** When a model is due, once the scheduler has reckoned it later than before. */
  private Instant due(String model, Instant before) {
    await().atMost(Shop.PATIENCE).untilAsserted(() -> assertThat(next(model)).isAfter(before));
    return next(model);
  }

  private Instant next(String model) {
    return Jdbi.create(worker)
        .withHandle(handle ->
            handle
                .createQuery(
                    "select next_at from model_schedule where workspace = :workspace and model ="
                        + " :model")
                .bind("workspace", shop.workspace().value())
                .bind("model", model)
                .mapTo(Instant.class)
                .findFirst()
                .orElse(Instant.EPOCH));
  }

  private List<String> runs(String model, int count) {
    await().atMost(Shop.PATIENCE).untilAsserted(() -> assertThat(runs(model)).hasSize(count));
    return runs(model);
  }

  private List<String> runs(String model) {
    return shop.as("viewer").get("/runs?model={model}", model).jsonPath().getList("data.id");
  }
}
