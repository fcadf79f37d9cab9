package dev.tributary.identity.replay;

import dev.tributary.contracts.id.ProfileId;
import java.util.SortedSet;

/**
 * A connected component of profiles: all profiles of a workspace and of its replay that share an
 * event, a row, an answer or an identifier, directly or through others.
 *
 * @param profiles of the workspace
 * @param persons of the replay
 */
public record ConnectedComponent(SortedSet<ProfileId> profiles, SortedSet<ProfileId> persons) {}
