package dev.tributary.sandbox.kit.record;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the mails that a vendor sends to new contacts, so that a test finds a contact that got a
 * second one. Thread-safe.
 */
public final class WelcomeMails {
  /**
   * @param repeated the addresses with more than one mail, with the number of mails
   */
  public record Counts(long mails, int addresses, Map<String, Integer> repeated) {}

  private final Map<String, Integer> mails = new TreeMap<>();

  public synchronized void send(String address) {
    mails.merge(address, 1, Integer::sum);
  }

  public synchronized void reset() {
    mails.clear();
  }

  public synchronized Counts counts() {
    var repeated = new TreeMap<>(mails);
    repeated.values().removeIf(count -> count == 1);
    return new Counts(
        mails.values().stream().mapToLong(Integer::longValue).sum(), mails.size(), repeated);
  }
}
