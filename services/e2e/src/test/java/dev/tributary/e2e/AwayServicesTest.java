package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.link;
import static dev.tributary.e2e.Roles.named;
import static dev.tributary.e2e.Roles.title;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.e2e.kill.Absence;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.faults.StoppedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What pages say while a service that is no stage is stopped and frozen: nothing that is accepted
 * waits for it. {@link StatusOfDataTest} is about the stages.
 */
@Tag("soak")
@Tag("soak-stalls")
@Isolated("services are stopped and frozen")
class AwayServicesTest {
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** An alert opens at the second check that finds its cause. */
  private static final LocatorAssertions.HasTextOptions HAS_TEXT =
      new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE.toMillis());

  private static final LocatorAssertions.ContainsTextOptions CONTAINED =
      new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis());

  /** The open tabs of a user, while nothing can be loaded again. The sync log is live. */
  private static final List<String> OPEN_PAGES = List.of("", "/audiences", "/deliveries");

  /** An alert opens only about a service that has answered before about this workspace. */
  private static Shop shop;

  @RegisterExtension final WebUi ui = new WebUi();

  private final Parts parts = new Parts(Stack.started().installation().checkout());

  @BeforeAll
  static void fillAWorkspace() {
    shop = Inventory.of(Stack.started()).shop();
  }

  /** What happens to a service. */
  private enum Fault {
    STOPPED {
      @Override
      void during(Parts parts, String part, Runnable action) {
        try (Absence _ = parts.away(List.of(part))) {
          action.run();
        }
      }
    },
    FROZEN {
      @Override
      void during(Parts parts, String part, Runnable action) {
        try (StoppedProcess _ = parts.stop(part)) {
          action.run();
        }
      }
    };

    /** Runs the action while the part has the fault. */
    abstract void during(Parts parts, String part, Runnable action);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void openPagesSayThatTheGatewayDoesNotAnswer(Fault fault) {
    openPagesSayThatTheyAreNotLive(Service.GATEWAY, fault);
  }

  /** It knows how old the data are, and reports changes to pages. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  void openPagesSayThatTheControlPlaneDoesNotAnswer(Fault fault) {
    openPagesSayThatTheyAreNotLive(Service.CONTROL, fault);
  }

  private void openPagesSayThatTheyAreNotLive(Service service, Fault fault) {
    try (Tabs opened = new Tabs()) {
      OPEN_PAGES.forEach(path -> opened.tabs().add(visit(path)));
      List<Visitor> tabs = opened.tabs();
      assertThat(live(tabs.getLast()).first()).isVisible();
      tabs.forEach(tab -> assertThat(notLive(tab)).hasCount(0));
      fault.during(parts, service.name(), () -> tabs.forEach(AwayServicesTest::saysItIsNotLive));
      parts.awaitReady(service.name());
      tabs.forEach(tab -> assertThat(notLive(tab)).hasCount(0));
    }
  }

  /** Closes each tab, also if one cannot be opened or its page broke a rule. */
  private record Tabs(List<Visitor> tabs) implements AutoCloseable {
    Tabs() {
      this(new ArrayList<>());
    }

    @Override
    public void close() {
      Throwable first = null;
      for (Visitor tab : tabs) {
        try {
          tab.close();
        } catch (RuntimeException | AssertionError e) {
          if (first == null) {
            first = e;
          } else {
            first.addSuppressed(e);
          }
        }
      }
      switch (first) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(first);
      }
    }
  }

  private static void saysItIsNotLive(Visitor tab) {
    assertThat(notLive(tab)).isVisible();
    assertThat(live(tab)).hasCount(0);
  }

  private static Locator live(Visitor tab) {
    return tab.page().getByText("Live", new Page.GetByTextOptions().setExact(true));
  }

  private static Locator notLive(Visitor tab) {
    return tab.page().getByText("The server can’t be reached. The data is from");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void homeSaysThatTheCollectorDoesNotAnswer(Fault fault) {
    homeSaysThatAServiceDoesNotAnswer(Service.COLLECTOR, "Event collector", "sources", fault);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void homeSaysThatTheReaderOfTablesDoesNotAnswer(Fault fault) {
    homeSaysThatAServiceDoesNotAnswer(Service.WAREHOUSE, "Table reader", "models", fault);
  }

  /**
   * @param label the name of the service on pages
   * @param figure what Home reads from the service
   */
  private void homeSaysThatAServiceDoesNotAnswer(
      Service service, String label, String figure, Fault fault) {
    try (Visitor opened = visit("")) {
      assertThat(title(opened.page())).not().containsText("reached");
      assertThat(missing(opened)).hasCount(0);
      fault.during(
          parts,
          service.name(),
          () -> {
            homeSays(opened, label, figure);
            try (Visitor fresh = visit("")) {
              homeSays(fresh, label, figure);
            }
          });
      parts.awaitReady(service.name());
      assertThat(title(opened.page())).not().containsText("reached", CONTAINED);
      assertThat(missing(opened)).hasCount(0);
      noAlertOfAService(opened);
    }
  }

  private static void homeSays(Visitor visitor, String label, String figure) {
    Page page = visitor.page();
    assertThat(title(page)).hasText(label + " can’t be reached", HAS_TEXT);
    assertThat(missing(visitor).first()).containsText(figure, CONTAINED);
    Locator waiting = page.getByRole(AriaRole.REGION, named("Waiting for you"));
    assertThat(waiting).containsText("does not answer");
    assertThat(waiting).not().containsText("Nothing needs your attention.");
  }

  private static Locator missing(Visitor visitor) {
    return visitor.page().getByText("Unavailable right now:");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void theCollectorAndTheReaderOfTablesHaveAnAlertThatLeadsToTheCause(Fault fault) {
    try (Visitor visitor = visit("/pipeline")) {
      fault.during(
          parts,
          Service.COLLECTOR.name(),
          () -> fault.during(parts, Service.WAREHOUSE.name(), () -> alertsOfTwoServices(visitor)));
      parts.awaitReady(Service.COLLECTOR.name());
      parts.awaitReady(Service.WAREHOUSE.name());
      noAlertOfAService(visitor);
    }
  }

  private void alertsOfTwoServices(Visitor visitor) {
    await().pollInSameThread().atMost(PATIENCE).until(() -> openAlerts().size() == 2);
    assertThat(openAlerts())
        .extracting(alert -> alert.path("object").asText())
        .containsExactlyInAnyOrder("collector", "warehouse");
    visitor.open("/alerts");
    for (String name : List.of("that accepts events", "that reads tables")) {
      assertThat(visitor.page().getByText("The service " + name + " does not answer").first())
          .isVisible();
    }
    theAlertLeadsToTheCause(visitor, "collector", "Event collector", "event-collector");
    theAlertLeadsToTheCause(visitor, "warehouse", "Table reader", "warehouse-ingestion");
    visitor.page().navigate(visitor.address(""));
    assertThat(title(visitor.page())).containsText("can’t be reached");
  }

  /** The link of an alert about a service that is no stage leads to its cause and its remedy. */
  private static void theAlertLeadsToTheCause(
      Visitor visitor, String service, String label, String component) {
    visitor.open("/alerts");
    Page page = visitor.page();
    link(page, "Fix problem: " + service).first().click();
    Locator panel = page.getByRole(AriaRole.REGION, named(label).setExact(true));
    assertThat(panel).containsText("The service does not answer.");
    assertThat(panel).containsText("An operator checks that the service " + component + " runs");
  }

  private void noAlertOfAService(Visitor visitor) {
    await().pollInSameThread().atMost(PATIENCE).until(() -> openAlerts().isEmpty());
    visitor.open("/pipeline");
    for (String label : List.of("Event collector", "Table reader")) {
      assertThat(visitor.page().getByRole(AriaRole.REGION, named(label).setExact(true)))
          .hasCount(0);
    }
  }

  private List<JsonNode> openAlerts() {
    return shop.admin()
        .get(shop.path("/alerts?state=open"))
        .path("data")
        .valueStream()
        .filter(alert -> alert.path("kind").asText().equals("service-away"))
        .toList();
  }

  private Visitor visit(String path) {
    return ui.visit(shop, ENGINEER, path);
  }
}
