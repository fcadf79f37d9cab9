package dev.tributary.destinations.account;

import dev.tributary.destinations.connector.Probe.Account;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps the accounts of destinations. Thread-safe. */
public interface AccountStore {
  Optional<KnownAccount> find(Catalogue.Destination destination) throws StoreFailure;

  /**
   * Takes the right to ask the vendor again, if nobody has asked since this time ago.
   *
   * @return whether the caller has the right
   */
  boolean ask(Catalogue.Destination destination, Instant now, Duration interval)
      throws StoreFailure;

  /**
   * The vendor has named the account: the first one, or the same one again. Any other account is
   * forgotten.
   *
   * @param names the places that were remembered for the credentials move to the account
   */
  void verified(Catalogue.Destination destination, Account account, AccountNames names, Instant now)
      throws StoreFailure;

  /** The credentials belong to another account than the records. */
  void another(Catalogue.Destination destination, String credentials, Account other, Instant now)
      throws StoreFailure;

  /**
   * A user has decided about the other account: from now on, it is the account of the destination.
   * The destination is paused meanwhile.
   *
   * @param other as it was shown to the user
   * @param names of the former account and of the other one
   * @return false if this is not the other account any more
   */
  boolean accept(Catalogue.Destination destination, Account other, Ids ids, Moved names)
      throws StoreFailure;

  /** A decision about the vendor's ids of records and places. */
  enum Ids {
    /** They are valid in the other account too: the vendor has moved or renamed it. */
    KEPT,
    /** The other account has none of the records: they are sent to it as new ones. */
    FORGOTTEN
  }

  /**
   * The names under which budgets and places are kept.
   *
   * @param credentials the hash of the credentials, which is the name while no account is known
   * @param account the name of the account
   */
  record AccountNames(String credentials, String account) {}

  /**
   * The names of two accounts.
   *
   * @param from of the former account
   * @param to of the other account
   */
  record Moved(String from, String to) {}
}
