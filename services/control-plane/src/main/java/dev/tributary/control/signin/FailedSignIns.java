package dev.tributary.control.signin;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.runtime.threads.PeriodicWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Copies failed sign-ins from Keycloak to the trail of administration while this instance holds the
 * lease: one entry in each workspace of the named account. Failures that name no account are only
 * counted, because they belong to no workspace. Each failure is copied once, also after a restart
 * and when two instances read at the same time.
 *
 * <p>{@link #read} is thread-safe.
 */
public final class FailedSignIns implements AutoCloseable {
  /** Keycloak may store an event this much later than the event's own time. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final int PAGE = 500;

  private final String self;
  private final FailureSource source;
  private final FailureStore store;
  private final FailureEntries entries;
  private final BiConsumer<Boolean, Integer> counter;
  private final PeriodicWork work;

  /**
   * @param self the name of this instance
   * @param every the interval between two reads
   * @param counter takes how many failures were read, of known accounts (true) and of others
   */
  public FailedSignIns(
      String self,
      Duration every,
      FailureSource source,
      FailureStore store,
      Ids ids,
      BiConsumer<Boolean, Integer> counter) {
    this.self = self;
    this.source = source;
    this.store = store;
    this.entries = new FailureEntries(ids);
    this.counter = counter;
    this.work = new PeriodicWork("failed-sign-ins", Duration.ZERO, every, this::read);
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  /** Reads what is new. Does nothing while another instance holds the lease. */
  public void read() {
    Instant from = store.position().minus(LATE);
    int skip = 0;
    List<SignInFailure> page = List.of();
    do {
      if (!store.lease(self, LEASE)) {
        return;
      }
      page = source.failures(from, skip, PAGE);
      copy(page);
      skip += page.size();
    } while (page.size() == PAGE);
  }

  private void copy(List<SignInFailure> page) {
    Set<String> known = store.known(page.stream().map(SignInFailure::event).toList());
    List<SignInFailure> unread =
        page.stream().filter(failure -> !known.contains(failure.event())).toList();
    if (unread.isEmpty()) {
      return;
    }
    List<AdministrationEntry> written = new ArrayList<>();
    int named = 0;
    for (Map.Entry<Alike, List<SignInFailure>> each : alike(unread).entrySet()) {
      Optional<FailureSource.Holder> holder = each.getKey().account().flatMap(source::holder);
      named += holder.isPresent() ? each.getValue().size() : 0;
      holder.ifPresent(of -> written.addAll(entries.of(each.getValue(), of)));
    }
    Instant newest = unread.getLast().at();
    store.write(unread, written, newest);
    counter.accept(true, named);
    counter.accept(false, unread.size() - named);
  }

  /** Failures of one read that differ only in their time are one entry. */
  private static Map<Alike, List<SignInFailure>> alike(List<SignInFailure> failures) {
    return failures.stream()
        .collect(
            Collectors.groupingBy(failure ->
                new Alike(
                    Optional.ofNullable(failure.account()), failure.address(), failure.error())));
  }

  private record Alike(Optional<String> account, String address, String error) {}
}
