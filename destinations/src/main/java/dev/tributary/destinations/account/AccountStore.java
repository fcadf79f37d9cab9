package dev.tributary.destinations.account;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the accounts of destinations; each method is one committed transaction. A method that has a
 * version has no effect, and returns false, if another caller has changed the account since this
 * version was read. Thread-safe.
 */
public interface AccountStore {
  Optional<KnownAccount> find(Catalogue.Destination destination) throws StoreFailure;

  /** Keeps the credentials of a destination of which nothing is known. */
  void begin(Catalogue.Destination destination, String credentials) throws StoreFailure;

  /** The credentials have changed before anything was sent with the former ones. */
  boolean renew(Catalogue.Destination destination, long version, String credentials)
      throws StoreFailure;

  /** Whether the vendor may have records of the destination. */
  boolean hasRecords(Catalogue.Destination destination) throws StoreFailure;

  /**
   * Takes the right to ask the vendor. There is no pause between questions about different
   * credentials.
   *
   * @param pause until the next question about these credentials is allowed
   * @return whether the caller has the right
   */
  boolean ask(Catalogue.Destination destination, String credentials, Instant now, Duration pause)
      throws StoreFailure;

  /** Nobody asks the vendor again about the same credentials before this time. */
  void askLater(Catalogue.Destination destination, Instant until) throws StoreFailure;

  /**
   * The vendor has named the account: the first one, or the same one again. Any other account is
   * forgotten.
   *
   * @param names the places that were remembered for the credentials move to the account
   */
  boolean verified(Catalogue.Destination destination, long version, Verified verified, Moved names)
      throws StoreFailure;

  /** The credentials belong to another account than the records. */
  boolean another(Catalogue.Destination destination, long version, Verified other)
      throws StoreFailure;

  /**
   * Keeps the decision of a user. Nothing is sent until {@link #end}.
   *
   * @param credentials that the user has decided about
   * @param isNamed whether the user has named the other account; otherwise that of earlier
   *     credentials is forgotten
   */
  boolean decide(
      Catalogue.Destination destination, long version, String credentials, boolean isNamed, Ids ids)
      throws StoreFailure;

  /** The destinations with a decision that has not ended. */
  Set<DestinationId> decided() throws StoreFailure;

  /**
   * Carries out a part of a decision to forget ids. Several callers do one part after another.
   *
   * @return whether there is more to do
   */
  boolean forget(Catalogue.Destination destination) throws StoreFailure;

  /**
   * The decision is carried out. From now on, this is the account of the destination.
   *
   * @param account null if the vendor does not name it
   * @param names of the places that stay; null if no places stay
   */
  boolean end(
      Catalogue.Destination destination,
      long version,
      @Nullable VendorAccount account,
      @Nullable Moved names)
      throws StoreFailure;

  /** A decision about the vendor's ids of records and places. */
  enum Ids {
    /** They are valid in the other account too: the vendor has moved or renamed it. */
    KEPT,
    /** The other account has none of the records: they are sent to it as new ones. */
    FORGOTTEN;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The answer of a vendor.
   *
   * @param credentials the hash of those that it is about
   */
  record Verified(VendorAccount account, String credentials, Instant at) {}

  /** The names under which places were kept, and are kept from now on. */
  record Moved(String from, String to) {}
}
