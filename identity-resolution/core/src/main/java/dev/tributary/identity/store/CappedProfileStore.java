package dev.tributary.identity.store;

import dev.tributary.contracts.profile.ProfileRef;
import java.util.SortedSet;

/** Profiles that a cap of the rules keeps from growing. */
public interface CappedProfileStore {
  /** Records that profiles are capped now. */
  void keep(SortedSet<ProfileRef> capped);
}
