package dev.tributary.destinations.start;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.account.AccountRounds;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.threads.PeriodicWork;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Logs each day which API versions of vendors end soon or have ended, with the destinations that
 * send to them.
 */
final class EndingApis implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EndingApis.class.getName());
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration EVERY = Duration.ofDays(1);

  private final AccountRounds.Definitions definitions;
  private final Clock clock;
  private final PeriodicWork work = new PeriodicWork("ending-apis", FIRST, EVERY, this::round);

  EndingApis(AccountRounds.Definitions definitions, Clock clock) {
    this.definitions = definitions;
    this.clock = clock;
  }

  void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  private void round() throws Exception {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    warnings(definitions.read().destinations().values(), today)
        .forEach(warning -> LOG.log(Level.WARNING, warning));
  }

  /** One warning for each version, in the order of the alphabet. */
  static List<String> warnings(Collection<Catalogue.Destination> destinations, LocalDate today) {
    TreeMap<String, List<DestinationId>> users = new TreeMap<>();
    for (Catalogue.Destination destination : destinations) {
      destination
          .connector()
          .manifest()
          .apiWarning(today)
          .ifPresent(warning ->
              users.computeIfAbsent(warning, _ -> new ArrayList<>()).add(destination.id()));
    }
    return users.entrySet().stream()
        .map(each -> "%s. Destinations: %s".formatted(each.getKey(), list(each.getValue())))
        .toList();
  }

  private static String list(List<DestinationId> destinations) {
    return destinations.stream()
        .map(DestinationId::value)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
