package dev.tributary.audience.consent;

import dev.tributary.audience.consent.MissingConsent.Batch;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reads the consent of people whom an earlier version of this service stored without it. Several
 * instances may do this at the same time. After a failure, the rest is read in the next round.
 */
public final class ReadingMissingConsent {
  private final MissingConsent missing;
  private final IdentityConsent identity;

  public ReadingMissingConsent(MissingConsent missing, IdentityConsent identity) {
    this.missing = missing;
    this.identity = identity;
  }

  /**
   * Reads until no consent is missing. Fails if identity resolution gives no answer.
   *
   * @param ended whether the service ends
   */
  public void run(BooleanSupplier ended) throws InterruptedException {
    Optional<Batch> batch = missing.next();
    while (batch.isPresent() && !ended.getAsBoolean()) {
      read(batch.get());
      Optional<Batch> next = missing.next();
      if (next.equals(batch)) {
        // Loops are writing these people, or identity resolution has an earlier version of them.
        return;
      }
      batch = next;
    }
  }

  private void read(Batch batch) throws InterruptedException {
    List<ProfileConsent> known = identity.of(batch.workspace(), batch.profiles());
    Set<ProfileId> unknown = new LinkedHashSet<>(batch.profiles());
    known.forEach(each -> unknown.remove(each.profile()));
    missing.store(batch.workspace(), known);
    missing.forget(batch.workspace(), List.copyOf(unknown));
  }
}
