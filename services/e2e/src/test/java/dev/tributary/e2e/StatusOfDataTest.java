package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.e2e.kill.Absence;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.testkit.faults.StoppedProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What pages say about the age of their data is what the pipeline says, while each stage is stopped
 * and frozen, and while it processes data that are 20 minutes old. {@link AwayServicesTest} is
 * about the other services.
 */
@Tag("soak")
@Tag("soak-stalls")
@Isolated("services are stopped and frozen")
class StatusOfDataTest {
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration BEHIND = Duration.ofMinutes(20);
  private static final List<String> LIVE_PAGES =
      List.of(
          "home",
          "events",
          "audiences",
          "audience",
          "sync",
          "deliveries",
          "profile",
          "destinations",
          "alerts");

  /** The workspace's time zone; pages show times in it. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Europe/Amsterdam"));

  private static Inventory inventory;

  @RegisterExtension final WebUi ui = new WebUi();

  private final Stack stack = Stack.started();
  private final Parts parts = new Parts(stack.installation().checkout());

  @BeforeAll
  static void fillAWorkspace() {
    inventory = Inventory.of(Stack.started());
  }

  @ParameterizedTest
  @EnumSource(DelayedStage.class)
  void pagesSayThatAServiceIsStopped(DelayedStage stage) {
    try (Visitor visitor = visit()) {
      try (Absence _ = parts.away(List.of(stage.part()))) {
        awaitStopOf(stage);
        assertThat(statusOf(stage).path("reachable").asBoolean()).isFalse();
        pagesAgreeWithThePipeline(visitor);
      }
      parts.awaitReady(stage.part());
      pagesAreUpToDateAgain(visitor);
    }
  }

  @ParameterizedTest
  @EnumSource(DelayedStage.class)
  void pagesSayThatAServiceIsFrozen(DelayedStage stage) {
    try (Visitor visitor = visit()) {
      try (StoppedProcess _ = parts.stop(stage.part())) {
        awaitStopOf(stage);
        assertThat(statusOf(stage).path("reachable").asBoolean()).isFalse();
        pagesAgreeWithThePipeline(visitor);
      }
      pagesAreUpToDateAgain(visitor);
    }
  }

  @ParameterizedTest
  @EnumSource(DelayedStage.class)
  void pagesSayThatAStageProcessesDataOfTwentyMinutesAgo(DelayedStage stage) {
    try (Visitor visitor = visit()) {
      try (SlowStage _ = stage.slowedBy(BEHIND, stack, parts)) {
        await().pollInSameThread().atMost(PATIENCE).until(() -> processesLate(stage));
        pagesAgreeWithThePipeline(visitor);
        assertThat(panelOf(visitor.page(), stage)).containsText("Behind");
        await().pollInSameThread().atMost(PATIENCE).until(() -> processesLate(stage));
      }
      pagesAreUpToDateAgain(visitor);
    }
  }

  /** The stage moves and its service answers, and yet its data are 20 minutes old. */
  private boolean processesLate(DelayedStage stage) {
    JsonNode status = statusOf(stage);
    JsonNode delay = delay();
    return status.path("late").asBoolean()
        && status.path("reachable").asBoolean()
        && status.path("standing").isEmpty()
        && isOld(status.path("behindSince"))
        && delay.path("state").asText().equals("late")
        && isOld(delay.path("dataAsOf"));
  }

  private static boolean isOld(JsonNode text) {
    return text.isTextual() && time(text).isBefore(Instant.now().minus(BEHIND));
  }

  /** A page of the workspace, before something goes wrong. */
  private Visitor visit() {
    return ui.visit(shop(), ENGINEER, "/pipeline");
  }

  private void pagesAgreeWithThePipeline(Visitor visitor) {
    Page page = visitor.page();
    for (String name : LIVE_PAGES) {
      page.navigate(visitor.address(requireNonNull(Pages.of(inventory).get(name))));
      await(name + " to say what is delayed")
          .pollInSameThread()
          .atMost(WebUi.PATIENCE)
          .untilAsserted(() -> {
            String said = String.join(" ", notice(page).allInnerTexts());
            JsonNode delay = delay();
            assertThat(said).as(name).contains(sentence(delay));
            if (delay.path("dataAsOf").isTextual()) {
              assertThat(said).as(name).contains("Pages show the data of").contains(timeOf(delay));
            }
          });
      if (name.equals("home")) {
        headlineAgrees(page);
      }
    }
    visitor.open("/pipeline");
    stagesAgree(page);
  }

  private void headlineAgrees(Page page) {
    await("the headline of Home")
        .pollInSameThread()
        .atMost(WebUi.PATIENCE)
        .untilAsserted(
            () -> assertThat(String.join(" ", title(page).allInnerTexts())).isEqualTo(headline()));
  }

  /** The worst that is true; a stage that is in order has no headline. */
  private String headline() {
    List<JsonNode> stages = stages();
    Optional<JsonNode> away =
        stages.stream().filter(stage -> !stage.path("reachable").asBoolean()).findFirst();
    Optional<JsonNode> stopped =
        stages.stream().filter(stage -> !stage.path("standing").isEmpty()).findFirst();
    Optional<JsonNode> late =
        stages.stream().filter(stage -> stage.path("late").asBoolean()).findFirst();
    return away.map(stage -> label(stage) + " can’t be reached")
        .or(() ->
            stopped.map(
                stage -> label(stage) + " is stopped: incoming data is stored, but not processed"))
        .or(() -> late.map(stage -> label(stage) + " is behind: pages show older data"))
        .orElse("");
  }

  private void stagesAgree(Page page) {
    for (DelayedStage stage : DelayedStage.values()) {
      await("the page of the pipeline about " + stage)
          .pollInSameThread()
          .atMost(WebUi.PATIENCE)
          .untilAsserted(() -> {
            JsonNode status = statusOf(stage);
            String said = String.join(" ", panelOf(page, stage).allInnerTexts());
            if (!status.path("reachable").asBoolean()) {
              assertThat(said).contains("Can’t be reached");
            } else if (!status.path("standing").isEmpty()) {
              assertThat(said).contains("Stopped");
            } else {
              assertThat(said).isNotEmpty().doesNotContain("Stopped", "Can’t be reached");
            }
            if (status.path("late").asBoolean()) {
              assertThat(said)
                  .contains(TIME.format(time(status.path("behindSince"))))
                  .doesNotContain("Up to date");
            }
          });
    }
  }

  private static Locator panelOf(Page page, DelayedStage stage) {
    return page.getByRole(AriaRole.REGION, named(stage.label()).setExact(true));
  }

  private void pagesAreUpToDateAgain(Visitor visitor) {
    await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .until(() -> delay().path("state").asText().equals("none"));
    assertThat(notice(visitor.page())).hasCount(0);
  }

  private static Locator notice(Page page) {
    return page.getByRole(AriaRole.STATUS)
        .filter(
            new Locator.FilterOptions()
                .setHas(page.getByRole(AriaRole.LINK, named("See the cause"))));
  }

  private static String sentence(JsonNode delay) {
    return switch (delay.path("state").asText()) {
      case "stopped" -> label(delay) + " stopped ";
      case "late" -> label(delay) + " is behind.";
      case "time-stopped" -> "The clock stopped ";
      case "unknown" -> "The age of this data is unknown";
      default -> throw new AssertionError("Nothing is delayed: " + delay);
    };
  }

  private static String timeOf(JsonNode delay) {
    return TIME.format(time(delay.path("dataAsOf")));
  }

  private static String label(JsonNode named) {
    return DelayedStage.of(named.path("stage").asText()).label();
  }

  private static Instant time(JsonNode text) {
    return Instant.parse(text.asText());
  }

  private void awaitStopOf(DelayedStage stage) {
    await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .until(() -> {
          JsonNode delay = delay();
          return delay.path("state").asText().equals("stopped")
              && delay.path("dataAsOf").isTextual()
              && label(delay).equals(stage.label());
        });
  }

  private JsonNode statusOf(DelayedStage stage) {
    return stages().stream()
        .filter(each -> label(each).equals(stage.label()))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> stages() {
    return shop().admin().get(shop().path("/pipeline")).path("stages").valueStream().toList();
  }

  private JsonNode delay() {
    return shop().admin().get(shop().path("/pipeline/delay"));
  }

  private static Shop shop() {
    return inventory.shop();
  }
}
